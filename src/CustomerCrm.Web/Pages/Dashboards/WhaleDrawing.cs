using System.Globalization;
using System.Text;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Web.Charts;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>The whale curve as a drawing; places in percent of its width and height.</summary>
public sealed class WhaleDrawing
{
    private readonly WhaleCurve curve;
    private readonly Scale scale;

    public WhaleDrawing(WhaleCurve curve)
    {
        this.curve = curve;
        IsInShares = curve.Total > 0;
        scale = Scale.Around([ValueOf(curve.Total), ValueOf(curve.Peak.Profit)], 100, 0);
        Line = Drawn();
    }

    /// <summary>Of the total; in money where there is no profit to have shares of.</summary>
    public bool IsInShares { get; }

    public IReadOnlyList<decimal> Ticks => scale.Ticks;

    /// <summary>The points of the line.</summary>
    public string Line { get; }

    public decimal Peak => AcrossOf(curve.Peak.Customers);

    public decimal UpOf(decimal value) => scale.Of(value);

    /// <summary>The height of the curve over the best so many percent.</summary>
    public decimal UpOfBest(int percent) => scale.Of(ValueOf(curve.ProfitOfBest(percent)));

    private decimal ValueOf(decimal profit) => IsInShares ? profit / curve.Total : profit;

    private decimal AcrossOf(long customers) => Math.Round(customers * 100m / Math.Max(curve.Customers, 1), 2);

    /// <summary>Points nearer to each other than anybody sees are left out; the first, the peak and the last never are.</summary>
    private string Drawn()
    {
        var text = new StringBuilder();
        var last = -1m;
        foreach (var point in curve.Points)
        {
            var across = AcrossOf(point.Customers);
            if (across - last >= 0.4m || point == curve.Peak || point == curve.Points[^1])
            {
                text.Append(CultureInfo.InvariantCulture, $"{across},{scale.Of(ValueOf(point.Profit))} ");
                last = across;
            }
        }

        return text.ToString().TrimEnd();
    }
}
