using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Web.Pages.Scoring.Matrix;

/// <summary>The grid and what stands around it.</summary>
public sealed record MatrixPanel
{
    /// <summary>Whose thresholds the grid stands on.</summary>
    public ScoringPolicy Bands { get; init; } = new();

    /// <summary>Of the customers the reader sees; null where the bands typed are none.</summary>
    public MatrixTotals? Totals { get; init; }

    /// <summary>The same under the thresholds in force, where others are tried: cells of tried bands are no lists.</summary>
    public MatrixTotals? InForce { get; init; }

    /// <summary>What is wrong with the bands, field by field.</summary>
    public IReadOnlyList<(string Field, string Label, string Reason)> Refused { get; init; } = [];

    /// <summary>Null where there is none to show.</summary>
    public MatrixChange? Change { get; init; }

    /// <summary>0 to 1 while the two dates are being read; null else.</summary>
    public double? Reading { get; init; }

    /// <summary>The change counts everybody, so it is not for who sees only some.</summary>
    public bool SeesAll { get; init; }

    /// <summary>Whether the form of the bands stands beside it.</summary>
    public bool HasForm { get; init; }

    public bool HasBands => Bands is { LargeOrder: not null, MediumOrder: not null, ShortCycle: not null, MediumCycle: not null };
}

/// <summary>The cells now and a window ago, under the same bands, archived customers included in both.</summary>
/// <param name="Begins">When anybody first bought; null where nobody did.</param>
public sealed record MatrixChange(MatrixTotals Now, MatrixTotals Then, DateOnly AsOf, DateOnly ThenOn, int WindowDays, DateOnly? Begins)
{
    /// <summary>Less than half of the window before is on record, or nobody bought in it: a comparison would say nothing.</summary>
    public bool IsTooShort => Then.Inside.Customers == 0 || Begins is null || Begins > ThenOn.AddDays(-WindowDays / 2);

    /// <summary>The window before is not covered whole.</summary>
    public bool IsPartial => Begins > ThenOn.AddDays(1 - WindowDays);
}
