namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>Where a run writes: one of the two slots, or the tables of dated runs.</summary>
/// <param name="Slot">"a" or "b"; null for a dated run.</param>
public sealed record ScoreTarget(int RunId, string? Slot)
{
    public string MetricsTable => Slot is null ? "dated_metrics" : "customer_metrics_" + Slot;

    public string ScoresTable => Slot is null ? "dated_scores" : "customer_scores_" + Slot;

    public static string OtherSlot(string? slot) => slot == "a" ? "b" : "a";

    /// <summary>The rows of this run in a table that dated runs share.</summary>
    public string Only(string alias) => Slot is null ? $"{alias}.run_id = {RunId}" : "true";
}
