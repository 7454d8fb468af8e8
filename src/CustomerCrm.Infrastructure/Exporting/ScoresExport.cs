using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>scores.csv: a row a customer of the current run, or of the dated run of exactly one date.</summary>
internal static class ScoresExport
{
    private static readonly (string Name, Func<Row, string> Cell)[] Columns =
    [
        ("customer_key", r => Cell.Text(r.CustomerKey)),
        ("as_of", r => Cell.Date(r.Score.AsOf)),
        ("policy_version", r => Cell.Whole(r.Score.PolicyVersion)),
        ("occasions", r => Cell.Whole(r.Metrics.Occasions)),
        ("exposure_days", r => Cell.Whole(r.Metrics.ExposureDays)),
        ("frequency", r => Cell.Ratio(r.Metrics.Frequency)),
        ("average_order", r => Cell.Money(r.Metrics.AverageOrder)),
        ("purchase_value", r => Cell.Money(r.Metrics.PurchaseValue)),
        ("average_cycle", r => Cell.Ratio(r.Metrics.AverageCycle)),
        ("net_revenue", r => Cell.Money(r.Metrics.NetRevenue)),
        ("gross_profit", r => Cell.Money(r.Metrics.GrossProfit)),
        ("cost_to_serve", r => Cell.Money(r.Metrics.CostToServe)),
        ("profit", r => Cell.Money(r.Metrics.Profit)),
        ("profit_margin", r => Cell.Ratio(r.Metrics.ProfitMargin)),
        ("tenure_years", r => Cell.Ratio(r.Metrics.Tenure)),
        ("overdue", r => Cell.Ratio(r.Metrics.Overdue)),
        ("regularity", r => Cell.Ratio(r.Metrics.Regularity)),
        ("share_of_wallet", r => Cell.Ratio(r.Metrics.ShareOfWallet)),
        ("purchase_value_score", r => Cell.Points(r.Score.PurchaseValueScore)),
        ("profit_score", r => Cell.Points(r.Score.ProfitScore)),
        ("loyalty_score", r => Cell.Points(r.Score.LoyaltyScore)),
        ("coverage", r => Cell.Ratio(r.Score.Coverage)),
        ("composite", r => Cell.Points(r.Score.Composite)),
        ("method_tier", r => r.Score.MethodTier.ToString()),
        ("computed_tier", r => r.Score.ComputedTier.ToString()),
        ("tier", r => r.Score.ShownTier.ToString()),
        ("guards", r => Cell.Bits(r.Score.Guards)),
        ("flags", r => Cell.Bits(r.Score.Flags)),
        ("lifecycle", r => r.Score.Lifecycle.ToString()),
    ];

    /// <summary>The score tables know no viewer, so the customers lead, who pass the row filter.</summary>
    public static CsvTable Of(CrmDbContext db, ScoreTarget target)
    {
        var rows =
            from customer in db.Customers.AsNoTracking()
            join metrics in MetricsOf(db, target) on customer.Id equals metrics.CustomerId
            join score in ScoresOf(db, target) on customer.Id equals score.CustomerId
            orderby customer.CustomerKey
            select new Row(customer.CustomerKey, metrics, score);
        return CsvTable.Of(Columns, rows.AsAsyncEnumerable());
    }

    private static IQueryable<MetricsRow> MetricsOf(CrmDbContext db, ScoreTarget target) => target.Slot is { } slot
        ? db.Set<MetricsRow>("metrics_" + slot)
        : db.Set<MetricsRow>("dated_metrics").Where(m => m.RunId == target.RunId);

    private static IQueryable<ScoreRow> ScoresOf(CrmDbContext db, ScoreTarget target) => target.Slot is { } slot
        ? db.Set<ScoreRow>("scores_" + slot)
        : db.Set<ScoreRow>("dated_scores").Where(s => s.RunId == target.RunId);

    private sealed record Row(string CustomerKey, MetricsRow Metrics, ScoreRow Score);
}
