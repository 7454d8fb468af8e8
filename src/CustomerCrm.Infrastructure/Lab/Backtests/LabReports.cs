using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Lab.Backtests;

/// <summary>What a report can be made of.</summary>
/// <param name="AsOf">The present: the AsOf of all current scores.</param>
/// <param name="FirstOn">The first purchase of whoever is scored; null where nobody has bought.</param>
public sealed record LabGround(int PolicyVersion, DateOnly AsOf, DateOnly? FirstOn, ScoringPolicy Draft)
{
    /// <summary>The last date that leaves enough days after it to judge by.</summary>
    public DateOnly Latest => AsOf.AddDays(-Periods.Shortest);
}

/// <summary>A report as lists show it.</summary>
public sealed record LabReportLine(long Id, DateOnly AsOf, DateOnly Until, int PolicyVersion, string RequestedBy, DateTimeOffset RequestedAt, bool IsDone);

/// <summary>Reports of the lab: asked for as jobs, kept, listed.</summary>
public sealed class LabReports(CrmDbContext db, JobQueue queue, TimeProvider clock)
{
    /// <returns>Null before the first version is in force.</returns>
    public async Task<LabGround?> GroundAsync(CancellationToken cancellation) =>
        await db.ScoreGenerations.AsNoTracking().SingleOrDefaultAsync(cancellation) is { } current
            ? new LabGround(
                current.PolicyVersion,
                current.AsOf,
                await db.CurrentMetrics.MinAsync(m => m.FirstPurchaseOn, cancellation),
                (await db.PolicyDrafts.AsNoTracking().SingleAsync(cancellation)).Content)
            : null;

    /// <summary>Keeps what is asked and has a job work it out.</summary>
    public async Task<long> AskAsync(LabReportKind kind, LabGround ground, DateOnly asOf, DateOnly until, CancellationToken cancellation)
    {
        var by = db.Viewer.Actor;

        // The same form a second time: its report is under way.
        var asked = await db.LabReports.AsNoTracking()
            .Where(r => r.Kind == kind && r.AsOf == asOf && r.Until == until && r.RequestedById == by.UserId && r.Result == null)
            .OrderByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancellation);
        if (asked is not null && asked.PolicyVersion == ground.PolicyVersion && asked.Draft.IsSameAs(ground.Draft)
            && await JobAsync(asked, cancellation) is { IsOpen: true })
        {
            return asked.Id;
        }

        var report = new LabReport
        {
            Kind = kind,
            AsOf = asOf,
            Until = until,
            Draft = ground.Draft,
            PolicyVersion = ground.PolicyVersion,
            RequestedById = by.UserId,
            RequestedBy = by.Name,
            RequestedAt = clock.GetUtcNow(),
        };
        db.LabReports.Add(report);
        await db.SaveChangesAsync(cancellation);
        await EnqueueAsync(report, cancellation);
        return report.Id;
    }

    /// <summary>Asks for the same report again: its job failed, was cancelled, or was never written.</summary>
    public Task<long> EnqueueAsync(LabReport report, CancellationToken cancellation)
    {
        var kind = JobOf(report.Kind);
        return queue.EnqueueAsync(kind, LabOrder.Key(kind, report.Id), db.Viewer.Actor, cancellation, new LabOrder(report.Id).Written());
    }

    public Task<LabReport?> FindAsync(LabReportKind kind, long id, CancellationToken cancellation) =>
        db.LabReports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Kind == kind, cancellation);

    /// <summary>The newest job of a report.</summary>
    public Task<Job?> JobAsync(LabReport report, CancellationToken cancellation)
    {
        var kind = JobOf(report.Kind);
        var key = LabOrder.Key(kind, report.Id);
        return db.Jobs.AsNoTracking().Where(j => j.Kind == kind && j.Key == key).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The newest first.</summary>
    /// <param name="before">The last one of the page before.</param>
    public Task<List<LabReportLine>> ListAsync(LabReportKind kind, long? before, int most, CancellationToken cancellation) =>
        db.LabReports.AsNoTracking()
            .Where(r => r.Kind == kind && (before == null || r.Id < before))
            .OrderByDescending(r => r.Id)
            .Take(most)
            .Select(r => new LabReportLine(r.Id, r.AsOf, r.Until, r.PolicyVersion, r.RequestedBy, r.RequestedAt, r.Result != null))
            .ToListAsync(cancellation);

    private static JobKind JobOf(LabReportKind kind) => kind == LabReportKind.Backtest ? JobKind.Backtest : JobKind.SuggestWeights;
}
