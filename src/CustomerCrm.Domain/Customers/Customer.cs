namespace CustomerCrm.Domain.Customers;

public enum CustomerKind
{
    Company = 1,
    Person = 2,
}

/// <summary>A firm or person we sell to, or hope to. Everything about him hangs on this row, whose version guards the whole.</summary>
public sealed class Customer
{
    public const int KeyLength = LineOfText.LongestKey;

    private Customer()
    {
    }

    public Customer(string key, string name, CustomerKind kind, DateTimeOffset now)
    {
        (CustomerKey, Name, Kind, CreatedAt, ChangedAt) = (key, name, kind, now, now);
    }

    public long Id { get; private init; }

    /// <summary>The firm's own key; unique, compared by code point, made by us when entered by hand.</summary>
    public string CustomerKey { get; private set; } = "";

    public string Name { get; private set; } = "";

    public CustomerKind Kind { get; private set; }

    /// <summary>The name in the local script.</summary>
    public string? LocalName { get; private set; }

    public string? MemberCardNo { get; private set; }

    public string? Phone { get; private set; }

    public string? Email { get; private set; }

    public long? RegionId { get; private set; }

    public Region? Region { get; private set; }

    public string? Country { get; private set; }

    public string? City { get; private set; }

    public string? Industry { get; private set; }

    public string? BusinessType { get; private set; }

    public long? SourceId { get; private set; }

    public Source? Source { get; private set; }

    /// <summary>The user who answers for him.</summary>
    public long? OwnerId { get; private set; }

    /// <summary>What he spends a year in our category, with anybody; base currency.</summary>
    public decimal? EstimatedAnnualSpend { get; private set; }

    /// <summary>The customer who brought him.</summary>
    public long? ReferredById { get; private set; }

    public DateOnly? FirstContactOn { get; private set; }

    public DateTimeOffset? ArchivedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The import that wrote the row last.</summary>
    public long? ImportId { get; private set; }

    public ICollection<Tag> Tags { get; private init; } = [];

    /// <summary>PostgreSQL's xmin.</summary>
    public uint Version { get; private set; }

    /// <summary>Something that hangs on him changed: his row changes with it, so that its version guards the whole.</summary>
    public void Touch(DateTimeOffset now) => ChangedAt = now;

    /// <summary>Hands the customer to another owner, or to nobody.</summary>
    public void AssignOwner(long? ownerId, DateTimeOffset now)
    {
        if (OwnerId != ownerId)
        {
            (OwnerId, ChangedAt) = (ownerId, now);
        }
    }

    /// <summary>Takes over what is known of him, all of it or nothing. The key never changes.</summary>
    /// <returns>What was refused; empty where it holds now. The same again is no change.</returns>
    public IReadOnlyList<CustomerError> Change(CustomerDetails details, DateTimeOffset now)
    {
        List<CustomerError> errors = [.. details.Check()];
        if (details.ReferredById is { } referrer && referrer == Id)
        {
            errors.Add(new CustomerError(nameof(ReferredById), CustomerFault.RefersHimself));
        }

        if (errors.Count > 0 || details == CustomerDetails.Of(this))
        {
            return errors;
        }

        (Name, Kind, LocalName, MemberCardNo) = (details.Name, details.Kind, details.LocalName, details.MemberCardNo);
        (Phone, Email, Industry, BusinessType) = (details.Phone, details.Email, details.Industry, details.BusinessType);
        (RegionId, Country, City, SourceId) = (details.RegionId, details.Country, details.City, details.SourceId);
        (EstimatedAnnualSpend, ReferredById, FirstContactOn) = details.Facts;
        ChangedAt = now;
        return [];
    }

    /// <summary>Bears these tags from now on and no other.</summary>
    public void Mark(IReadOnlyCollection<Tag> tags, DateTimeOffset now)
    {
        var (gone, come) = (Tags.Except(tags).ToList(), tags.Except(Tags).ToList());
        if (gone.Count + come.Count == 0)
        {
            return;
        }

        gone.ForEach(tag => Tags.Remove(tag));
        come.ForEach(Tags.Add);
        ChangedAt = now;
    }

    /// <summary>Out of the lists; his facts count while they are in the window. Done once, a second time changes nothing.</summary>
    public void Archive(DateTimeOffset now)
    {
        if (ArchivedAt is null)
        {
            (ArchivedAt, ChangedAt) = (now, now);
        }
    }

    /// <summary>Into the lists again.</summary>
    public void BringBack(DateTimeOffset now)
    {
        if (ArchivedAt is not null)
        {
            (ArchivedAt, ChangedAt) = (null, now);
        }
    }
}
