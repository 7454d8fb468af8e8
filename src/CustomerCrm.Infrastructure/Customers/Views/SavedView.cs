namespace CustomerCrm.Infrastructure.Customers.Views;

/// <summary>A list somebody keeps under a name: filters, order and columns as they stand in the address.</summary>
public sealed class SavedView
{
    public const int NameLength = 60;

    public const int QueryLength = 2_000;

    public long Id { get; private init; }

    public required long OwnerId { get; init; }

    public required string Name { get; set; }

    /// <summary>In normal form, without a leading question mark.</summary>
    public required string Query { get; set; }

    /// <summary>Everybody sees it; the owner and admins alone change it.</summary>
    public bool IsShared { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }
}

/// <summary>The view a user's list opens with.</summary>
public sealed class DefaultView
{
    public required long UserId { get; init; }

    /// <summary>Null where it is one of the standard views.</summary>
    public long? ViewId { get; set; }

    /// <summary>The standard view's name.</summary>
    public string? Standard { get; set; }
}
