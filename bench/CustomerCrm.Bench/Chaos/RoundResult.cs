using System.Globalization;

namespace CustomerCrm.Bench.Chaos;

/// <summary>What a round came to.</summary>
/// <param name="Share">How far the run was, as its node had last said; null in its switch.</param>
/// <param name="TakeOver">From the failure until a node has the run.</param>
/// <param name="Done">From the failure until the run's scores are current.</param>
/// <param name="Back">What the node that failed took from its start until it served.</param>
internal sealed record RoundResult(
    string What, double? Share, Tally Tally, long Lost, TimeSpan TakeOver, TimeSpan Done, TimeSpan? Back, int Attempts)
{
    public const string Head =
        """
        | what happened | at | served | refused | writes acknowledged | unanswered, sent again | lost | wrong | taken up after s | done after s | back after s | p50 ms | p99 ms |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """;

    public string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {What} | {(Share is { } s ? $"{100 * s:F0} %" : "switch")} | {Tally.Served:N0} | {Tally.Refused:N0} | {Tally.Acknowledged:N0} | {Tally.Unanswered:N0} | {Lost} | {Tally.Wrong.Count} | {TakeOver.TotalSeconds:F1} | {Done.TotalSeconds:F1} | {Back?.TotalSeconds:F1} | {Tally.Percentile(0.5):F0} | {Tally.Percentile(0.99):F0} |");
}
