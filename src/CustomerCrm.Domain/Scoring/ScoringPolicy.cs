using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// The rules of a score. Immutable; what is not stated has its default. Whether the values make sense is told by
/// <see cref="Policies.PolicyRules"/>. A scale or a threshold that is null is computed at publication, one that is given is taken
/// as entered.
/// </summary>
public sealed record ScoringPolicy
{
    /// <summary>The observation window: exactly so many dates, AsOf the last of them.</summary>
    public int WindowDays { get; init; } = 365;

    /// <summary>The least number of days a rate is taken over.</summary>
    public int ExposureFloorDays { get; init; } = 90;

    /// <summary>The shortest gap between purchases that counts as a rhythm, in days.</summary>
    public int RhythmFloorDays { get; init; } = 14;

    /// <summary>What money lent to customers costs, a ratio a year.</summary>
    public decimal CostOfCapital { get; init; } = 0.08m;

    /// <summary>Gross margin assumed for an order whose cost of goods is not known, a ratio of net.</summary>
    public decimal DefaultMargin { get; init; } = 0.30m;

    public decimal PurchaseValueWeight { get; init; } = 40;

    public decimal ProfitWeight { get; init; } = 40;

    public decimal LoyaltyWeight { get; init; } = 20;

    public LoyaltyWeights LoyaltyWeights { get; init; } = new();

    public MissingRules Missing { get; init; } = new();

    /// <summary>Under this answer, 0 to 100, loyalty falls towards 0.</summary>
    public decimal SatisfactionLower { get; init; } = 40;

    /// <summary>Above this answer, 0 to 100, loyalty rises from 50 to 100.</summary>
    public decimal SatisfactionUpper { get; init; } = 80;

    public TierMethod Method { get; init; } = TierMethod.WeightedScore;

    public Cutoffs Cutoffs { get; init; } = new();

    /// <summary>101 breakpoints, money a year.</summary>
    public IReadOnlyList<decimal>? PurchaseValueScale { get; init; }

    /// <summary>101 breakpoints, money a year.</summary>
    public IReadOnlyList<decimal>? ProfitScale { get; init; }

    /// <summary>An average order from here on is large, money.</summary>
    public decimal? LargeOrder { get; init; }

    /// <summary>An average order from here on is medium, money.</summary>
    public decimal? MediumOrder { get; init; }

    /// <summary>An average cycle up to here is short, days.</summary>
    public decimal? ShortCycle { get; init; }

    /// <summary>An average cycle up to here is medium, days.</summary>
    public decimal? MediumCycle { get; init; }

    public GuardSettings Guards { get; init; } = new();

    /// <summary>What it takes more to rise, and less to stay, than the cutoff says; 0 turns hysteresis off.</summary>
    public decimal HysteresisPoints { get; init; } = 2;

    /// <summary>How long a fall of the shown tier waits.</summary>
    public int GraceDays { get; init; }

    public FlagSettings Flags { get; init; } = new();

    /// <summary>LoyaltyScore from which a customer is Loyal.</summary>
    public decimal LoyalScore { get; init; } = 70;

    /// <summary>Occasions ever from which a customer is Loyal.</summary>
    public int LoyalOccasions { get; init; } = 4;

    /// <summary>The same rules with every scale and threshold left open, to be taken from a population.</summary>
    public ScoringPolicy WithOpenScales() => this with
    {
        PurchaseValueScale = null,
        ProfitScale = null,
        LargeOrder = null,
        MediumOrder = null,
        ShortCycle = null,
        MediumCycle = null,
    };

    /// <summary>The same rules, breakpoint by breakpoint; a record would compare the lists of breakpoints by reference.</summary>
    public bool IsSameAs(ScoringPolicy other) =>
        Same(PurchaseValueScale, other.PurchaseValueScale) && Same(ProfitScale, other.ProfitScale)
        && this with { PurchaseValueScale = null, ProfitScale = null } == other with { PurchaseValueScale = null, ProfitScale = null };

    private static bool Same(IReadOnlyList<decimal>? one, IReadOnlyList<decimal>? other) =>
        one is null || other is null ? one == other : one.SequenceEqual(other);
}

/// <summary>Weights of the six parts of loyalty; at least 0, their sum may be 0.</summary>
public sealed record LoyaltyWeights
{
    public decimal Tenure { get; init; } = 20;

    public decimal Recency { get; init; } = 30;

    public decimal Regularity { get; init; } = 20;

    public decimal ShareOfWallet { get; init; } = 15;

    public decimal Satisfaction { get; init; } = 10;

    public decimal Referrals { get; init; } = 5;

    public decimal Of(LoyaltyPart part) => part switch
    {
        LoyaltyPart.Tenure => Tenure,
        LoyaltyPart.Recency => Recency,
        LoyaltyPart.Regularity => Regularity,
        LoyaltyPart.ShareOfWallet => ShareOfWallet,
        LoyaltyPart.Satisfaction => Satisfaction,
        LoyaltyPart.Referrals => Referrals,
    };
}

/// <summary>What a missing fact does, part by part.</summary>
public sealed record MissingRules
{
    public MissingRule Tenure { get; init; }

    public MissingRule Recency { get; init; }

    public MissingRule Regularity { get; init; }

    public MissingRule ShareOfWallet { get; init; }

    public MissingRule Satisfaction { get; init; }

    public MissingRule Referrals { get; init; }

    public MissingRule Of(LoyaltyPart part) => part switch
    {
        LoyaltyPart.Tenure => Tenure,
        LoyaltyPart.Recency => Recency,
        LoyaltyPart.Regularity => Regularity,
        LoyaltyPart.ShareOfWallet => ShareOfWallet,
        LoyaltyPart.Satisfaction => Satisfaction,
        LoyaltyPart.Referrals => Referrals,
    };
}

/// <summary>Composite from which each tier begins; a cutoff belongs to the better tier. Strictly falling.</summary>
public sealed record Cutoffs
{
    public decimal Platinum { get; init; } = 85;

    public decimal Gold { get; init; } = 70;

    public decimal Silver { get; init; } = 50;

    public decimal Develop { get; init; } = 25;

    /// <summary>The cutoff of a tier; Adjust begins at the bottom.</summary>
    public decimal Of(Tier tier) => tier switch
    {
        Tier.Platinum => Platinum,
        Tier.Gold => Gold,
        Tier.Silver => Silver,
        Tier.Develop => Develop,
        Tier.Adjust => 0,
        Tier.Unrated => throw new ArgumentOutOfRangeException(nameof(tier), tier, "Unrated has no cutoff."),
    };
}

/// <summary>The four guards, each on or off with its parameters.</summary>
public sealed record GuardSettings
{
    public GroupBuySettings GroupBuy { get; init; } = new();

    public ThinMarginSettings ThinMargin { get; init; } = new();

    public BelowZeroSettings BelowZero { get; init; } = new();

    public ProvisionalSettings Provisional { get; init; } = new();
}

/// <summary>Few purchase days, or one that outweighs the others: a big customer who may be one order.</summary>
public sealed record GroupBuySettings
{
    public bool On { get; init; } = true;

    /// <summary>Fewer occasions in the window than this and the guard fires.</summary>
    public int MinOccasions { get; init; } = 3;

    /// <summary>The sales of one date above this share of net revenue and the guard fires.</summary>
    public decimal MaxShare { get; init; } = 0.60m;

    public Tier Cap { get; init; } = Tier.Silver;
}

/// <summary>Much turnover, hardly a margin.</summary>
public sealed record ThinMarginSettings
{
    public bool On { get; init; } = true;

    /// <summary>PurchaseValueScore from which turnover counts as big.</summary>
    public decimal MinScore { get; init; } = 80;

    /// <summary>ProfitMargin under which it is thin, a ratio.</summary>
    public decimal MinMargin { get; init; } = 0.05m;

    public Tier Cap { get; init; } = Tier.Silver;
}

/// <summary>Costs more than he brings; spares newcomers by the days of <see cref="ProvisionalSettings"/>.</summary>
public sealed record BelowZeroSettings
{
    public bool On { get; init; } = true;

    public Tier Cap { get; init; } = Tier.Adjust;
}

/// <summary>Bought for the first time only lately.</summary>
public sealed record ProvisionalSettings
{
    public bool On { get; init; } = true;

    /// <summary>Under so many days since the first purchase a customer is a newcomer; BelowZero uses it too, on or off.</summary>
    public int Days { get; init; } = 90;

    public Tier Cap { get; init; } = Tier.Gold;
}

/// <summary>From where on the flags are raised.</summary>
public sealed record FlagSettings
{
    public decimal AtRiskOverdue { get; init; } = 2;

    public decimal AtRiskScore { get; init; } = 50;

    public decimal DormantOverdue { get; init; } = 3;

    public decimal LostOverdue { get; init; } = 6;

    /// <summary>Carrying cost above this share of net revenue marks a late payer.</summary>
    public decimal LatePayerShare { get; init; } = 0.01m;
}
