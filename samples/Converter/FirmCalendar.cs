namespace CustomerCrm.SampleConverter;

/// <summary>The dates the sample firm is looked at: the data ends on 2011-12-09, the firm is scored the morning after.</summary>
internal static class FirmCalendar
{
    /// <summary>365, the default observation window of the value model.</summary>
    public const int WindowDays = 365;

    public static readonly DateOnly ScoringDate = new(2011, 12, 10);

    /// <summary>The first date of the window of exactly <see cref="WindowDays"/> dates that ends with the scoring date.</summary>
    public static readonly DateOnly WindowStart = ScoringDate.AddDays(1 - WindowDays);

    public static bool InWindow(DateOnly on) => on >= WindowStart && on <= ScoringDate;
}
