using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Portfolio.Movements;

namespace CustomerCrm.Infrastructure.Portfolio.Tables;

/// <summary>The tables of the page on movements, by the names they have there.</summary>
internal static class MovementTables
{
    /// <returns>Null where there is no such table, or the span has nothing to show.</returns>
    public static CsvTable? Find(MovementFigures figures, string table) => figures.Points.Count == 0 ? null : table switch
    {
        "months" => Months(figures),
        "moves" => Moves(figures),
        "matrix" => Matrix(figures.Whole),
        _ => null,
    };

    private static CsvTable Months(MovementFigures figures)
    {
        (string, Func<int, string>)[] first = [("on", point => Cell.Date(figures.Points[point]))];
        return BoardTable.Of(
            Enumerable.Range(0, figures.Points.Count),
            [
                .. first.With(PortfolioFigures.AllTiers, tier => tier.ToString(), (point, tier) => Cell.Number(figures.At(point, tier))),
                ("customers", point => Cell.Number(figures.At(point))),
            ]);
    }

    private static CsvTable Moves(MovementFigures figures) => BoardTable.Of(
        figures.Steps.Append(figures.Whole),
        ("since", s => Cell.Date(s.Since)),
        ("until", s => Cell.Date(s.Until)),
        ("up", s => Cell.Number(s.Up)),
        ("down", s => Cell.Number(s.Down)),
        ("net", s => Cell.Number(s.Net)),
        ("new", s => Cell.Number(s.Count(MoveKind.New))),
        ("first_bought", s => Cell.Number(s.Count(MoveKind.Started))),
        ("no_longer_rated", s => Cell.Number(s.Count(MoveKind.Lost))));

    private static CsvTable Matrix(MoveStep whole)
    {
        (string, Func<Tier?, string>)[] first =
            [("since", _ => Cell.Date(whole.Since)), ("until", _ => Cell.Date(whole.Until)), ("from", from => from?.ToString() ?? "New")];
        Tier?[] rows = [.. PortfolioFigures.AllTiers, null];
        return BoardTable.Of(rows, first.With(PortfolioFigures.AllTiers, to => to.ToString(), (from, to) => Cell.Number(whole.Count(from, to))));
    }
}
