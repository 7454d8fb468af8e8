namespace CustomerCrm.Web.Charts;

/// <summary>Maps values to places along an axis of a drawing, with round values to write beside it.</summary>
public sealed class Scale
{
    private static readonly decimal[] RoundSteps = [1m, 2m, 2.5m, 5m, 10m];

    private Scale(decimal low, decimal high, decimal from, decimal to, IReadOnlyList<decimal> ticks) =>
        (Low, High, From, To, Ticks) = (low, high, from, to, ticks);

    public decimal Low { get; }

    public decimal High { get; }

    /// <summary>Round values from <see cref="Low"/> to <see cref="High"/>.</summary>
    public IReadOnlyList<decimal> Ticks { get; }

    private decimal From { get; }

    private decimal To { get; }

    /// <summary>An axis that ends at round values and holds all the values; zero is always on it.</summary>
    /// <param name="from">The place of the lowest value in the drawing's units, such as the bottom of a chart.</param>
    /// <param name="to">The place of the highest.</param>
    /// <param name="steps">About how many ticks to write.</param>
    public static Scale Around(IEnumerable<decimal> values, decimal from, decimal to, int steps = 4)
    {
        var (low, high) = (0m, 0m);
        foreach (var value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (low == high)
        {
            high = 1;
        }

        var step = RoundStep((high - low) / steps);
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        var ticks = new List<decimal>();
        for (var tick = low; tick <= high; tick += step)
        {
            ticks.Add(tick);
        }

        return new Scale(low, high, from, to, ticks);
    }

    /// <summary>The place of a value, to a tenth of a unit.</summary>
    public decimal Of(decimal value) => Math.Round(From + ((value - Low) / (High - Low) * (To - From)), 1);

    private static decimal RoundStep(decimal rough)
    {
        var magnitude = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)rough)));
        return RoundSteps.First(step => step * magnitude >= rough) * magnitude;
    }
}
