using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Portfolio.Movements;

namespace CustomerCrm.Infrastructure.Portfolio.Tables;

/// <summary>The tables of the page on groups, by the names they have there.</summary>
internal static class GroupTables
{
    /// <returns>Null where there is no such table.</returns>
    public static CsvTable? Find(GroupFigures figures, string table) => figures.Span is null ? null : table switch
    {
        "regions" => Of(figures, NameKind.Region, "region"),
        "sources" => Of(figures, NameKind.Source, "source"),
        "owners" => Of(figures, NameKind.Owner, "owner"),
        "teams" => Of(figures, NameKind.Team, "team"),
        _ => null,
    };

    private static CsvTable Of(GroupFigures figures, NameKind kind, string column)
    {
        (string, Func<GroupLine, string>)[] first =
            [(column, line => Cell.Text(figures.Names.NameOf(kind, line.Id))), ("customers", line => Cell.Number(line.All.Customers))];
        return BoardTable.Of(
            figures.By(kind),
            [
                .. first.With(PortfolioFigures.AllTiers, tier => tier.ToString(), (line, tier) => Cell.Number(line.In(tier))),
                ("net_revenue", line => Cell.Money(line.All.NetRevenue)),
                ("profit", line => Cell.Money(line.All.Profit)),
                ("since", _ => figures.HasMoves ? Cell.Date(figures.Span!.Since) : ""),
                ("until", _ => figures.HasMoves ? Cell.Date(figures.Span!.To) : ""),
                ("up", line => figures.HasMoves ? Cell.Number(line.Up) : ""),
                ("down", line => figures.HasMoves ? Cell.Number(line.Down) : ""),
                ("at_risk", line => Cell.Number(line.AtRisk.Customers)),
                ("profit_at_risk", line => Cell.Money(line.AtRisk.Profit)),
            ]);
    }
}
