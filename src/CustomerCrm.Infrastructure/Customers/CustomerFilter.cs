using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>
/// Which customers are meant: what a list shows, what an address says, what stands behind a figure of the dashboard. Whoever
/// counts and whoever lists asks <see cref="FilteredCustomers"/> with the same filter, so that they cannot differ. Conditions
/// narrow each other; within one of several values any will do.
/// </summary>
public sealed record CustomerFilter
{
    public static readonly CustomerFilter Everybody = new();

    /// <summary>Part of a name in either script, a phone, a card number, a key or a mail address.</summary>
    public string? Text { get; init; }

    /// <summary>The shown tier; empty for any.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    /// <summary>All of these flags.</summary>
    public CustomerFlags Flags { get; init; }

    public IReadOnlyList<Lifecycle> Lifecycles { get; init; } = [];

    /// <summary>Held back by all of these guards.</summary>
    public Guard Guards { get; init; }

    /// <summary>The method B cell's reason.</summary>
    public SilverReason? SilverReason { get; init; }

    /// <summary>The cell of the value matrix, under the thresholds of the version in force and whatever its method.</summary>
    public CellChoice? Cell { get; init; }

    /// <summary>Bought on one date ever, and on no other.</summary>
    public bool OneOff { get; init; }

    public Choice? Owner { get; init; }

    /// <summary>By the owner's team; none are those whose owner is in no team, and those nobody owns.</summary>
    public Choice? Team { get; init; }

    public Choice? Region { get; init; }

    public Choice? Source { get; init; }

    public long? TagId { get; init; }

    public TierMove? Move { get; init; }

    /// <summary>The archived ones, and none but them.</summary>
    public bool Archived { get; init; }

    /// <summary>Whether it asks for anything but what stands on the customer himself.</summary>
    public bool AsksForScores => Tiers.Count > 0 || Flags != CustomerFlags.None || Lifecycles.Count > 0 || Guards != Guard.None
        || SilverReason is not null || Cell is not null || OneOff || Move is not null;
}

/// <summary>One of a kind, or those who have none of it.</summary>
/// <param name="Id">Null for who has none, and where the viewer is meant.</param>
public sealed record Choice(long? Id)
{
    public static readonly Choice None = new((long?)null);

    /// <summary>The owner who looks, whoever opens the link.</summary>
    public static readonly Choice Me = new((long?)null) { IsMe = true };

    public bool IsMe { get; private init; }
}

/// <summary>A cell of the value matrix, or no cell at all: without a purchase in the window.</summary>
public sealed record CellChoice(MatrixCell? Cell)
{
    public static readonly CellChoice None = new((MatrixCell?)null);
}

/// <summary>
/// Whose shown tier now, or at the end of a second date, is another than it was at the end of a first. Who was not scored by then
/// has no tier of that date and is meant only by <see cref="MoveKind.New"/>.
/// </summary>
/// <param name="Since">The date compared with.</param>
/// <param name="From">The tier on that date; null for any.</param>
/// <param name="To">The tier now, or at the second date; null for any.</param>
/// <param name="Until">The second date; null for now.</param>
public sealed record TierMove(DateOnly Since, MoveKind Kind, Tier? From = null, Tier? To = null, DateOnly? Until = null);

public enum MoveKind
{
    /// <summary>From and to as named, whether or not they differ.</summary>
    Any,

    /// <summary>A better tier of the five than then.</summary>
    Up,

    /// <summary>A worse tier of the five than then.</summary>
    Down,

    /// <summary>Without a score then.</summary>
    New,

    /// <summary>Unrated then, in one of the five since: bought for the first time.</summary>
    Started,

    /// <summary>In one of the five then, Unrated since.</summary>
    Lost,
}
