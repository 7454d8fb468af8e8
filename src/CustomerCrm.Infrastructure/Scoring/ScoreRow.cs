using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// A row of customer_scores_a, customer_scores_b, dated_scores and (as <see cref="CurrentScore"/>) the view current_scores: what
/// <see cref="Domain.Scoring.CustomerScore"/> says, and the memory it was made with. Scores are hundredths.
/// </summary>
public class ScoreRow
{
    public int RunId { get; init; }

    public long CustomerId { get; init; }

    public int PolicyVersion { get; init; }

    public DateOnly AsOf { get; init; }

    public int PurchaseValueScore { get; init; }

    public int ProfitScore { get; init; }

    public int? LoyaltyScore { get; init; }

    public decimal? Coverage { get; init; }

    public int? Composite { get; init; }

    public Tier MethodTier { get; init; }

    public Tier ComputedTier { get; init; }

    /// <summary>After grace, before any pin.</summary>
    public Tier UnpinnedTier { get; init; }

    public Tier ShownTier { get; init; }

    public DateOnly? FirstFallOn { get; init; }

    public Guard Guards { get; init; }

    public CustomerFlags Flags { get; init; }

    public SilverReason? SilverReason { get; init; }

    public Lifecycle Lifecycle { get; init; }

    public DateOnly? PreviousAsOf { get; init; }

    public Tier? PreviousMethodTier { get; init; }

    public Tier? PreviousTier { get; init; }

    public DateOnly? PreviousFirstFallOn { get; init; }

    /// <summary>The memory the score was made with.</summary>
    public TierMemory? Memory() => PreviousAsOf is { } asOf
        ? new TierMemory(asOf, PreviousMethodTier!.Value, PreviousTier!.Value, PreviousFirstFallOn)
        : null;

    public static ScoreRow Of(
        int runId, long customerId, int policyVersion, DateOnly asOf, CustomerScore score, TierMemory? memory) => new()
        {
            RunId = runId,
            CustomerId = customerId,
            PolicyVersion = policyVersion,
            AsOf = asOf,
            PurchaseValueScore = score.PurchaseValueScore.Hundredths,
            ProfitScore = score.ProfitScore.Hundredths,
            LoyaltyScore = score.Loyalty?.Total.Hundredths,
            Coverage = score.Loyalty?.Coverage,
            Composite = score.Composite?.Hundredths,
            MethodTier = score.MethodTier,
            ComputedTier = score.ComputedTier,
            UnpinnedTier = score.UnpinnedTier,
            ShownTier = score.ShownTier,
            FirstFallOn = score.FirstFallOn,
            Guards = score.Guards,
            Flags = score.Flags,
            SilverReason = score.SilverReason,
            Lifecycle = score.Lifecycle,
            PreviousAsOf = memory?.AsOf,
            PreviousMethodTier = memory?.MethodTier,
            PreviousTier = memory?.ShownTier,
            PreviousFirstFallOn = memory?.FirstFallOn,
        };
}

/// <summary>A row of the view current_scores: passes the row filter.</summary>
public sealed class CurrentScore : ScoreRow
{
    public Customer Customer { get; private init; } = null!;
}

/// <summary>
/// Where a customer stood from a date on, in the line of current runs: a row at each change of a tier and at each month's end.
/// </summary>
public sealed class ScoreHistoryRow
{
    public long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    public DateOnly AsOf { get; init; }

    public int PolicyVersion { get; init; }

    public int? Composite { get; init; }

    public Tier MethodTier { get; init; }

    public Tier ComputedTier { get; init; }

    public Tier UnpinnedTier { get; init; }

    public Tier ShownTier { get; init; }

    public DateOnly? FirstFallOn { get; init; }
}
