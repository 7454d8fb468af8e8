using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Charts;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>What one activity cost for this customer in the observation window.</summary>
public sealed record ActivityCost(string Activity, int Entries, decimal Amount);

/// <summary>The score line by line, its history, and the money behind it.</summary>
public sealed class ValueModel(CrmDbContext db) : CardPage(db)
{
    /// <summary>Over twenty years of months; older points are left out of the drawing.</summary>
    private const int MostPoints = 260;

    private const int MostActivities = 100;

    private const int MostVersions = 50;

    public override string Tab => "Value";

    public CardExplanation? Explained { get; private set; }

    /// <summary>Dearest first.</summary>
    public IReadOnlyList<ActivityCost> Activities { get; private set; } = [];

    public ScoreHistoryChart? History { get; private set; }

    /// <summary>The versions that came into force in the time of the history, newest first.</summary>
    public IReadOnlyList<HistoryVersion> Versions { get; private set; } = [];

    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        Explained = await ExplainAsync(cancellation);
        if (Explained is not { Explanation: { } explanation })
        {
            return true;
        }

        await LoadActivitiesAsync(id, explanation.Metrics.AsOf, explanation.Policy.WindowDays, cancellation);
        await LoadHistoryAsync(id, cancellation);
        return true;
    }

    private async Task LoadActivitiesAsync(long id, DateOnly asOf, int windowDays, CancellationToken cancellation)
    {
        var start = asOf.AddDays(-windowDays);
        var spent = Db.CostEntries
            .Where(e => e.CustomerId == id && e.VoidedAt == null && e.IncurredOn > start && e.IncurredOn <= asOf)
            .GroupBy(e => e.ActivityId)
            .Select(g => new { Id = g.Key, Entries = g.Count(), Amount = g.Sum(e => e.Amount) });
        Activities = await spent
            .Join(Db.CostActivities, s => s.Id, a => a.Id, (s, a) => new { a.Name, s.Entries, s.Amount })
            .OrderByDescending(a => a.Amount)
            .ThenBy(a => a.Name)
            .Take(MostActivities)
            .Select(a => new ActivityCost(a.Name, a.Entries, a.Amount))
            .ToListAsync(cancellation);
    }

    private async Task LoadHistoryAsync(long id, CancellationToken cancellation)
    {
        var rows = await Db.ScoreHistory.AsNoTracking()
            .Where(h => h.CustomerId == id)
            .OrderByDescending(h => h.AsOf)
            .Take(MostPoints)
            .Select(h => new { h.AsOf, h.Composite, h.ShownTier, h.PolicyVersion })
            .ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return;
        }

        rows.Reverse();
        var (score, policy) = (Head.Score!, Explained!.Explanation.Policy);
        var now = new HistoryPoint(score.AsOf, score.Composite / 100m, score.ShownTier, score.PolicyVersion);
        var numbers = rows.Select(r => r.PolicyVersion).Append(score.PolicyVersion).ToList();
        var (oldest, newest) = (numbers.Min(), numbers.Max());
        Versions = await Db.PolicyVersions
            .Where(v => v.Number >= oldest && v.Number <= newest)
            .OrderByDescending(v => v.Number)
            .Take(MostVersions)
            .Select(v => new HistoryVersion(
                v.Number, v.Note, v.Author, v.PublishedAt, v.ScalesAsOf,
                Db.ScoreRuns.Where(r => r.Kind == RunKind.Current && r.State == RunState.Done && r.PolicyVersion == v.Number).Min(r => (DateOnly?)r.AsOf)))
            .ToListAsync(cancellation);
        History = ScoreHistoryChart.Of(
            [.. rows.Select(r => new HistoryPoint(r.AsOf, r.Composite / 100m, r.ShownTier, r.PolicyVersion))], now, policy,
            Versions.Where(v => v.InForceOn is not null).ToDictionary(v => v.Number, v => v.InForceOn!.Value));
    }
}

/// <summary>A version of the scoring policy, without its content.</summary>
/// <param name="InForceOn">The date of the first scores it made; null where no run tells.</param>
public sealed record HistoryVersion(
    int Number, string Note, string Author, DateTimeOffset PublishedAt, DateOnly ScalesAsOf, DateOnly? InForceOn);
