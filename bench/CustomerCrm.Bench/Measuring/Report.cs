using System.Globalization;

namespace CustomerCrm.Bench.Measuring;

/// <summary>The table, as Markdown.</summary>
internal static class Report
{
    public static IEnumerable<string> Lines(IReadOnlyList<MeasuredImport> imports)
    {
        yield return "| rows | floor s (foreign keys) | total s | stage | check | apply | vacuum | score | customers | rows/s | x floor | peak MB |";
        yield return "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";
        foreach (var i in imports)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {i.Rows:N0} {i.Name} | {Seconds(i.Floor)} ({Seconds(i.CheckedFloor)}) | {Seconds(i.Total)} | {Spent(i, Phase.Stage)} | {Spent(i, Phase.Check)} | {Spent(i, Phase.Apply)} | {Spent(i, Phase.Vacuum)} | {Spent(i, Phase.Score)} | {i.Touched:N0} | {i.Rows / i.Total.TotalSeconds:N0} | {i.Floor / i.Total:F2} | {i.PeakBytes >> 20} |");
        }
    }

    private static string Spent(MeasuredImport import, Phase phase) => Seconds(import.Phases[phase]);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
}
