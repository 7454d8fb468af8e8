using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Infrastructure.Portfolio.Movements;
using CustomerCrm.Web.Charts;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>A tier's part of a month's column; places in percent of the drawing's height.</summary>
public sealed record MonthSegment(Tier Tier, decimal Top, decimal Height, long Customers);

/// <summary>A month's customers, the best tier at the bottom where columns are compared most easily.</summary>
/// <param name="Left">In percent of the drawing's width, as is the width.</param>
/// <param name="Name">Where its date stands below it: of many columns not all have room.</param>
public sealed record MonthColumn(int Point, DateOnly On, decimal Left, decimal Width, MonthName Name, IReadOnlyList<MonthSegment> Segments);

/// <summary>How wide a drawing has to be for a column's date.</summary>
public enum MonthName
{
    Never,
    Wide,
    Always,
}

/// <summary>Customers by tier on each date of a span, one column a date, all on one scale from zero.</summary>
public sealed class MonthBars
{
    private const int MostNames = 13;
    private const int MostNamesOnAPhone = 4;

    private MonthBars(IReadOnlyList<MonthColumn> columns, IReadOnlyList<(long Value, decimal Down)> ticks) => (Columns, Ticks) = (columns, ticks);

    public IReadOnlyList<MonthColumn> Columns { get; }

    public IReadOnlyList<(long Value, decimal Down)> Ticks { get; }

    public static MonthBars Of(MovementFigures figures)
    {
        var points = Enumerable.Range(0, figures.Points.Count).ToList();
        var scale = Scale.Around([.. points.Select(point => (decimal)figures.At(point))], 100, 0);
        var (wide, narrow) = (StepOf(MostNames), StepOf(MostNamesOnAPhone));
        var across = 100m / points.Count;
        return new MonthBars(
            [.. points.Select(point => new MonthColumn(
                point, figures.Points[point], Math.Round((point + 0.15m) * across, 2), Math.Round(0.7m * across, 2),
                NameOf(points.Count - 1 - point), Stacked(point)))],
            [.. scale.Ticks.Where(tick => tick == Math.Truncate(tick)).Select(tick => ((long)tick, scale.Of(tick)))]);

        int StepOf(int most) => ((points.Count - 1) / most) + 1;

        MonthName NameOf(int fromTheEnd) => fromTheEnd % narrow == 0 ? MonthName.Always : fromTheEnd % wide == 0 ? MonthName.Wide : MonthName.Never;

        List<MonthSegment> Stacked(int point)
        {
            var (below, segments) = (0L, new List<MonthSegment>());
            foreach (var tier in PortfolioFigures.AllTiers)
            {
                var customers = figures.At(point, tier);
                if (customers > 0)
                {
                    var (bottom, top) = (scale.Of(below), scale.Of(below + customers));
                    segments.Add(new MonthSegment(tier, top, bottom - top, customers));
                    below += customers;
                }
            }

            return segments;
        }
    }
}
