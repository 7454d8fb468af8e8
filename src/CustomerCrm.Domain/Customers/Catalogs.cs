namespace CustomerCrm.Domain.Customers;

/// <summary>A part of the world the firm divides its market into; the firm adds its own.</summary>
public sealed class Region
{
    public long Id { get; private init; }

    public required string Name { get; set; }

    /// <summary>The import that wrote the row last.</summary>
    public long? ImportId { get; private init; }
}

/// <summary>How customers come to the firm: a fair, an inquiry, a search, a referral.</summary>
public sealed class Source
{
    public long Id { get; private init; }

    public required string Name { get; set; }

    /// <summary>The import that wrote the row last.</summary>
    public long? ImportId { get; private init; }
}

/// <summary>A free mark on customers.</summary>
public sealed class Tag
{
    public long Id { get; private init; }

    public required string Name { get; set; }

    /// <summary>The import that wrote the row last.</summary>
    public long? ImportId { get; private init; }
}
