namespace CustomerCrm.Domain.Tiers;

/// <summary>What to look at; flags never move the tier and are independent of each other.</summary>
[Flags]
public enum CustomerFlags
{
    None = 0,

    /// <summary>Overdue and worth a lot.</summary>
    AtRisk = 1,

    /// <summary>Silent for several of his own gaps between purchases.</summary>
    Dormant = 2,

    /// <summary>Silent for so long that he counts as gone; always also dormant under the default policy.</summary>
    Lost = 4,

    /// <summary>Costs money, newcomers included.</summary>
    BelowZero = 8,

    /// <summary>Much turnover, hardly a margin.</summary>
    ThinMargin = 16,

    /// <summary>Financing his receivables costs a noticeable share of his revenue.</summary>
    LatePayer = 32,
}
