namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// What is known of one customer as of a date, over one observation window: sums and dates, not yet measures. Facts after
/// AsOf are not in it. The window is AsOf - WindowDays &lt; date &lt;= AsOf. Money is in the base currency.
/// </summary>
public sealed record CustomerFacts
{
    public required DateOnly AsOf { get; init; }

    public required int WindowDays { get; init; }

    /// <summary>Every date with a sale of net &gt; 0 up to AsOf, ascending, each once: the occasions ever.</summary>
    public IReadOnlyList<DateOnly> PurchaseDays { get; init; } = [];

    /// <summary>Sales less returns of the window.</summary>
    public Money NetRevenue { get; init; }

    /// <summary>The most that was sold on one date of the window; zero where nothing was.</summary>
    public Money LargestDaySales { get; init; }

    /// <summary>Cost of goods of the window's orders that have one, returns subtracted.</summary>
    public Money KnownCostOfGoods { get; init; }

    /// <summary>Net of the window's orders without a cost of goods, returns subtracted.</summary>
    public Money NetWithoutCost { get; init; }

    /// <summary>Net of the window's orders, sales and returns both counted positive.</summary>
    public Money Turnover { get; init; }

    /// <summary>The part of <see cref="Turnover"/> whose cost of goods is not known.</summary>
    public Money TurnoverWithoutCost { get; init; }

    /// <summary>Sum over all sales up to AsOf of net x days late in the window, money x days.</summary>
    public decimal ReceivableDays { get; init; }

    /// <summary>Cost entries of the window.</summary>
    public Money CostEntries { get; init; }

    public Money? EstimatedAnnualSpend { get; init; }

    /// <summary>Sum of the satisfaction answers of the newest day in the window that has one.</summary>
    public decimal SatisfactionSum { get; init; }

    /// <summary>How many answers that sum adds up; 0 where there is none.</summary>
    public int SatisfactionCount { get; init; }

    /// <summary>Other customers referred by this one who bought on or before AsOf.</summary>
    public int Referrals { get; init; }

    /// <summary>Contacted, or with any order or answer, by AsOf: a prospect rather than a lead.</summary>
    public bool Contacted { get; init; }
}
