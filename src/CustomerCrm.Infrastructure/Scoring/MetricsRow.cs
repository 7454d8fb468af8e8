using CustomerCrm.Domain;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// A row of customer_metrics_a, customer_metrics_b, dated_metrics and (as <see cref="CurrentMetrics"/>) the view current_metrics: the kept measures of
/// <see cref="Domain.Scoring.CustomerMetrics"/>, column by column.
/// </summary>
public class MetricsRow
{
    public int RunId { get; init; }

    public long CustomerId { get; init; }

    public DateOnly AsOf { get; init; }

    public int Occasions { get; init; }

    public int OccasionsEver { get; init; }

    public DateOnly? FirstPurchaseOn { get; init; }

    public DateOnly? LastPurchaseOn { get; init; }

    public int ExposureDays { get; init; }

    public decimal Frequency { get; init; }

    public decimal? AverageOrder { get; init; }

    public decimal PurchaseValue { get; init; }

    public decimal? PurchaseValueWithoutLargest { get; init; }

    public decimal? AverageCycle { get; init; }

    public decimal NetRevenue { get; init; }

    public decimal LargestDaySales { get; init; }

    public decimal GrossProfit { get; init; }

    public decimal EstimatedCostShare { get; init; }

    public decimal CostToServe { get; init; }

    public decimal CarryingCost { get; init; }

    public decimal Profit { get; init; }

    public decimal? ProfitMargin { get; init; }

    public decimal? Tenure { get; init; }

    public decimal? Rhythm { get; init; }

    public decimal? Overdue { get; init; }

    public decimal? Regularity { get; init; }

    public decimal? ShareOfWallet { get; init; }

    public decimal? EstimatedAnnualSpend { get; init; }

    public decimal SatisfactionSum { get; init; }

    public int SatisfactionCount { get; init; }

    public int Referrals { get; init; }

    public bool Contacted { get; init; }

    public static MetricsRow Of(int runId, long customerId, CustomerMetrics metrics) => new()
    {
        RunId = runId,
        CustomerId = customerId,
        AsOf = metrics.AsOf,
        Occasions = metrics.Occasions,
        OccasionsEver = metrics.OccasionsEver,
        FirstPurchaseOn = metrics.FirstPurchaseOn,
        LastPurchaseOn = metrics.LastPurchaseOn,
        ExposureDays = metrics.ExposureDays,
        Frequency = metrics.Frequency,
        AverageOrder = metrics.AverageOrder?.Amount,
        PurchaseValue = metrics.PurchaseValue.Amount,
        PurchaseValueWithoutLargest = metrics.PurchaseValueWithoutLargest?.Amount,
        AverageCycle = metrics.AverageCycle,
        NetRevenue = metrics.NetRevenue.Amount,
        LargestDaySales = metrics.LargestDaySales.Amount,
        GrossProfit = metrics.GrossProfit.Amount,
        EstimatedCostShare = metrics.EstimatedCostShare,
        CostToServe = metrics.CostToServe.Amount,
        CarryingCost = metrics.CarryingCost.Amount,
        Profit = metrics.Profit.Amount,
        ProfitMargin = metrics.ProfitMargin,
        Tenure = metrics.Tenure,
        Rhythm = metrics.Rhythm,
        Overdue = metrics.Overdue,
        Regularity = metrics.Regularity,
        ShareOfWallet = metrics.ShareOfWallet,
        EstimatedAnnualSpend = metrics.EstimatedAnnualSpend?.Amount,
        SatisfactionSum = metrics.SatisfactionSum,
        SatisfactionCount = metrics.SatisfactionCount,
        Referrals = metrics.Referrals,
        Contacted = metrics.Contacted,
    };

    public CustomerMetrics ToMetrics() => new()
    {
        AsOf = AsOf,
        Occasions = Occasions,
        OccasionsEver = OccasionsEver,
        FirstPurchaseOn = FirstPurchaseOn,
        LastPurchaseOn = LastPurchaseOn,
        ExposureDays = ExposureDays,
        Frequency = Frequency,
        AverageOrder = MoneyOrNull(AverageOrder),
        PurchaseValue = Money.Of(PurchaseValue),
        PurchaseValueWithoutLargest = MoneyOrNull(PurchaseValueWithoutLargest),
        AverageCycle = AverageCycle,
        NetRevenue = Money.Of(NetRevenue),
        LargestDaySales = Money.Of(LargestDaySales),
        GrossProfit = Money.Of(GrossProfit),
        EstimatedCostShare = EstimatedCostShare,
        CostToServe = Money.Of(CostToServe),
        CarryingCost = Money.Of(CarryingCost),
        Profit = Money.Of(Profit),
        ProfitMargin = ProfitMargin,
        Tenure = Tenure,
        Rhythm = Rhythm,
        Overdue = Overdue,
        Regularity = Regularity,
        ShareOfWallet = ShareOfWallet,
        EstimatedAnnualSpend = MoneyOrNull(EstimatedAnnualSpend),
        SatisfactionSum = SatisfactionSum,
        SatisfactionCount = SatisfactionCount,
        Referrals = Referrals,
        Contacted = Contacted,
    };

    private static Money? MoneyOrNull(decimal? amount) => amount is { } known ? Money.Of(known) : null;
}

/// <summary>A row of the view current_metrics: passes the row filter.</summary>
public sealed class CurrentMetrics : MetricsRow
{
    public Customer Customer { get; private init; } = null!;
}
