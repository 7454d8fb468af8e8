using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Exporting;

namespace CustomerCrm.Infrastructure.Portfolio.Tables;

/// <summary>The tables of the dashboard's first page, by the names they have there.</summary>
internal static class OverviewTables
{
    /// <returns>Null where there is no such table, or nothing to compare with.</returns>
    public static CsvTable? Find(PortfolioFigures figures, string table) => figures.Comparison is null ? null : table switch
    {
        "tiers" => Tiers(figures),
        "movements" when figures.Comparison.Since is not null => Matrix(figures),
        "movers" when figures.Comparison.Since is not null => Movers(figures),
        "at-risk" => Lines(figures, CustomerFlags.AtRisk),
        "below-zero" => Lines(figures, CustomerFlags.BelowZero),
        "thin-margin" => Lines(figures, CustomerFlags.ThinMargin),
        "late-payers" => Lines(figures, CustomerFlags.LatePayer),
        "one-off" => OneOff(figures),
        "whale" => Whale(figures.Whale),
        "regions" => Groups(figures, NameKind.Region, "region", cell => cell.RegionId),
        "owners" => Groups(figures, NameKind.Owner, "owner", cell => cell.OwnerId),
        _ => null,
    };

    private static CsvTable Tiers(PortfolioFigures figures) => BoardTable.Of(
        PortfolioFigures.AllTiers.Select(tier => (Tier: tier, Sums: figures.Of(cell => cell.Now == tier))),
        [
            ("tier", r => r.Tier.ToString()),
            ("customers", r => Cell.Number(r.Sums.Customers)),
            ("compared_on", _ => Cell.Date(figures.Comparison!.Since)),
            ("customers_then", r => figures.Comparison!.Since is null ? "" : Cell.Number(figures.Of(cell => cell.Then == r.Tier).Customers)),
            ("net_revenue", r => Cell.Money(r.Sums.NetRevenue)),
            ("profit", r => Cell.Money(r.Sums.Profit)),
            ("profit_margin", r => Cell.Ratio(r.Sums.Margin)),
        ]);

    private static CsvTable Matrix(PortfolioFigures figures)
    {
        (string, Func<Tier?, string>)[] first = [("since", _ => Cell.Date(figures.Comparison!.Since)), ("from", from => from?.ToString() ?? "New")];
        Tier?[] rows = [.. PortfolioFigures.AllTiers, null];
        return BoardTable.Of(rows, first.With(
            PortfolioFigures.AllTiers, to => to.ToString(), (from, to) => Cell.Number(figures.Of(c => c.Then == from && c.Now == to).Customers)));
    }

    private static CsvTable Movers(PortfolioFigures figures) => BoardTable.Of(
        figures.Movers,
        ("name", m => Cell.Text(m.Name)),
        ("local_name", m => Cell.Text(m.LocalName)),
        ("owner", m => Cell.Text(figures.NameOf(NameKind.Owner, m.OwnerId))),
        ("from", m => m.Then.ToString()),
        ("to", m => m.Now.ToString()),
        ("profit", m => Cell.Money(m.Profit)));

    private static CsvTable Lines(PortfolioFigures figures, CustomerFlags flag) => BoardTable.Of(
        figures.List(flag),
        ("name", l => Cell.Text(l.Name)),
        ("local_name", l => Cell.Text(l.LocalName)),
        ("owner", l => Cell.Text(figures.NameOf(NameKind.Owner, l.OwnerId))),
        ("tier", l => l.Tier.ToString()),
        ("net_revenue", l => Cell.Money(l.NetRevenue)),
        ("gross_profit", l => Cell.Money(l.GrossProfit)),
        ("cost_to_serve", l => Cell.Money(l.CostToServe)),
        ("carrying_cost", l => Cell.Money(l.CarryingCost)),
        ("profit", l => Cell.Money(l.Profit)),
        ("profit_a_year", l => Cell.Money(l.ProfitAYear)),
        ("profit_margin", l => Cell.Ratio(l.ProfitMargin)),
        ("last_purchase_on", l => Cell.Date(l.LastPurchaseOn)));

    private static CsvTable OneOff(PortfolioFigures figures) => BoardTable.Of(
        figures.Groups.Where(cell => cell.OneOff)
            .GroupBy(cell => cell.SourceId)
            .Select(group => (Id: group.Key, Sums: group.Select(cell => cell.Sums).Total()))
            .OrderByDescending(group => group.Sums.NetRevenue),
        ("source", g => Cell.Text(figures.NameOf(NameKind.Source, g.Id))),
        ("customers", g => Cell.Number(g.Sums.Customers)),
        ("net_revenue", g => Cell.Money(g.Sums.NetRevenue)),
        ("profit", g => Cell.Money(g.Sums.Profit)));

    private static CsvTable Whale(WhaleCurve whale) => BoardTable.Of(
        Enumerable.Range(1, 10).Select(n => n * 10),
        ("best_customers_percent", percent => Cell.Whole(percent)),
        ("profit", percent => Cell.Money(whale.ProfitOfBest(percent))),
        ("share", percent => Cell.Ratio(whale.Total > 0 ? whale.ProfitOfBest(percent) / whale.Total : null)));

    private static CsvTable Groups(PortfolioFigures figures, NameKind kind, string column, Func<GroupCell, long?> key) => BoardTable.Of(
        figures.By(key),
        (column, g => Cell.Text(figures.NameOf(kind, g.Id))),
        ("customers", g => Cell.Number(g.All.Customers)),
        ("net_revenue", g => Cell.Money(g.All.NetRevenue)),
        ("profit", g => Cell.Money(g.All.Profit)),
        ("profit_margin", g => Cell.Ratio(g.All.Margin)),
        ("below_zero", g => Cell.Number(g.BelowZero.Customers)));
}
