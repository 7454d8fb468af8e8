using System.Globalization;
using CustomerCrm.SampleConverter.Output;

namespace CustomerCrm.SampleConverter.Costs;

internal static class CostFile
{
    public static void WriteActivities(string path)
    {
        using var file = new CsvFile(path, "activity", "valid_from", "unit", "rate");
        foreach (var activity in CostActivities.All)
        {
            if (activity.Rates.Length == 0)
                file.Row(activity.Name, "", activity.Unit, "");
            foreach (var (validFrom, rate) in activity.Rates)
                file.Row(activity.Name, CsvFile.Date(validFrom), activity.Unit, CsvFile.Money(rate));
        }
    }

    public static void WriteCosts(string path, IReadOnlyList<CostEntry> costs)
    {
        using var file = new CsvFile(path, "cost_no", "customer_key", "activity", "incurred_on", "quantity", "amount", "note");
        var number = 0;
        foreach (var c in costs)
        {
            number++;
            file.Row(
                string.Create(CultureInfo.InvariantCulture, $"K{number:00000}"), c.CustomerKey, c.Activity.Name,
                CsvFile.Date(c.On), CsvFile.Number(c.Quantity), CsvFile.Money(c.Amount), c.Note);
        }
    }
}
