namespace CustomerCrm.SampleConverter.Source;

/// <summary>What the data really says of one customer.</summary>
internal sealed class CustomerHistory
{
    private CustomerHistory(string key, IReadOnlyList<Invoice> invoices)
    {
        Key = key;
        Invoices = invoices;
        Purchases = [.. invoices.Where(i => i.IsPurchase)];
        PurchaseDays = [.. Purchases.Select(i => i.On).Distinct().Order()];
        FirstOn = invoices.Min(i => i.On);
        var window = invoices.Where(i => FirmCalendar.InWindow(i.On)).ToList();
        Revenue = window.Sum(i => i.IsReturn ? -i.Net : i.Net);
        LargestDay = window.Where(i => i.IsPurchase).GroupBy(i => i.On).Select(d => d.Sum(i => i.Net)).DefaultIfEmpty().Max();
        Occasions = PurchaseDays.Count(FirmCalendar.InWindow);
        // Eight customers have lines in two countries: the one with more lines, of equals the first seen.
        SourceCountry = invoices.SelectMany(i => i.Countries).CountBy(c => c).MaxBy(c => c.Value).Key;
    }

    public string Key { get; }

    public IReadOnlyList<Invoice> Invoices { get; }

    public IReadOnlyList<Invoice> Purchases { get; }

    public IReadOnlyList<DateOnly> PurchaseDays { get; }

    public DateOnly FirstOn { get; }

    /// <summary>Sales less returns in the window.</summary>
    public decimal Revenue { get; }

    /// <summary>Sales of the best single date in the window.</summary>
    public decimal LargestDay { get; }

    public int Occasions { get; }

    public string SourceCountry { get; }

    /// <summary>Revenue as a year's figure at the present pace, with the 90 days' floor of the value model's exposure.</summary>
    public decimal YearlyRevenue =>
        Occasions < 2
            ? Revenue
            : Revenue * 365 / Math.Clamp(FirmCalendar.ScoringDate.DayNumber - PurchaseDays[0].DayNumber, 90, 365);

    public static IReadOnlyList<CustomerHistory> Of(IReadOnlyList<Invoice> invoices) =>
    [
        .. invoices.GroupBy(i => i.CustomerKey, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new CustomerHistory(g.Key, [.. g])),
    ];
}
