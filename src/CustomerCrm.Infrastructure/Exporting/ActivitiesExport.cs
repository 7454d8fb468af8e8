using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>activities.csv: a row a rate, and one for an activity without any. They are the firm's, nobody's row among them.</summary>
internal static class ActivitiesExport
{
    private static readonly (string Name, Func<Row, string> Cell)[] Columns =
    [
        ("activity", r => Cell.Text(r.Activity)),
        ("valid_from", r => Cell.Date(r.ValidFrom)),
        ("unit", r => Cell.Text(r.Unit)),
        ("rate", r => Cell.Number(r.Rate)),
    ];

    public static CsvTable Of(CrmDbContext db)
    {
        var rows =
            from activity in db.CostActivities.AsNoTracking()
            from rate in activity.Rates.DefaultIfEmpty()
            orderby activity.Name, rate.ValidFrom
            select new Row(activity.Name, rate == null ? null : rate.ValidFrom, activity.Unit, rate == null ? null : rate.Rate);
        return CsvTable.Of(Columns, rows.AsAsyncEnumerable());
    }

    private sealed record Row(string Activity, DateOnly? ValidFrom, string Unit, decimal? Rate);
}
