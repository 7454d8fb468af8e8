namespace CustomerCrm.Domain.Customers;

/// <summary>How somebody decides and wants to be talked to; the pages advise by it.</summary>
public enum Personality
{
    Dominant = 1,
    Amiable = 2,
    Expressive = 3,
    Analytical = 4,

    /// <summary>Of dealers.</summary>
    Demanding = 5,

    /// <summary>Of dealers.</summary>
    Listener = 6,

    /// <summary>Of dealers.</summary>
    Technical = 7,

    /// <summary>Of dealers.</summary>
    Seller = 8,
}

/// <summary>Somebody who works at the customer, or belongs to him.</summary>
public sealed class Contact
{
    public long Id { get; private init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    public required string Name { get; set; }

    public string? Position { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public DateOnly? Birthday { get; set; }

    public Personality? Personality { get; set; }

    public string? Interests { get; set; }

    public string? FamilyNotes { get; set; }
}

/// <summary>A telephone number beside the customer's first one.</summary>
public sealed class CustomerPhone
{
    public long Id { get; private init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    /// <summary>What it is for, in the firm's words: switchboard, warehouse, mobile.</summary>
    public required string Label { get; set; }

    public required string Number { get; set; }
}

/// <summary>Where the customer is to be found or supplied.</summary>
public sealed class CustomerAddress
{
    public long Id { get; private init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    /// <summary>What it is for, in the firm's words: visit, delivery, invoice.</summary>
    public required string Label { get; set; }

    public string? Street { get; set; }

    public string? PostalCode { get; set; }

    public string? City { get; set; }

    public string? Country { get; set; }
}
