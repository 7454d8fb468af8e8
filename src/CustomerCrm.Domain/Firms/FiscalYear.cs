namespace CustomerCrm.Domain.Firms;

/// <summary>The firm's own year: twelve months from the first day of a month.</summary>
public static class FiscalYear
{
    /// <summary>The first day of the year that a date lies in.</summary>
    /// <param name="startMonth">1 to 12.</param>
    public static DateOnly StartOf(DateOnly on, int startMonth) =>
        new(on.Month >= startMonth ? on.Year : on.Year - 1, startMonth, 1);
}
