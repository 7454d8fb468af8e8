using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>A full run to the scoring date, or of a past date under a version.</summary>
internal sealed class RecomputeJob(Recompute recompute) : IJobWork
{
    public JobKind Kind => JobKind.Recompute;

    public async Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation)
    {
        var dated = DatedRunOrder.Parse(job.Payload);
        var request = new RecomputeRequest(dated?.AsOf, dated?.Version, job.RequestedBy.Name) { StartedById = job.RequestedBy.UserId };
        return (await recompute.RunAsync(request, job, cancellation)).Told();
    }
}

/// <summary>The audit of the scores.</summary>
internal sealed class AuditJob(ScoreAudit audit) : IJobWork
{
    public JobKind Kind => JobKind.Audit;

    public async Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation) =>
        (await audit.RunAsync(job, cancellation))?.Told() ?? JobOutcome.Of("NoScores");
}

/// <summary>What runs of the scores say as jobs.</summary>
internal static class ScoringOutcomes
{
    public static JobOutcome Told(this RunOutcome outcome) => outcome switch
    {
        RunOutcome.Scored { RolledBackTo: { } old } run => JobOutcome.Of(
            "RolledBack", ("version", run.PolicyVersion), ("asOf", run.AsOf), ("customers", run.Customers), ("rolledBackTo", old)),
        RunOutcome.Scored run => JobOutcome.Of(
            run.PublishedVersion ? "Published" : "Scored", ("version", run.PolicyVersion), ("asOf", run.AsOf), ("customers", run.Customers)),
        RunOutcome.NoBuyer none => JobOutcome.Of("NoBuyer", ("asOf", none.AsOf)),
        RunOutcome.UnknownVersion unknown => JobOutcome.Refuse("UnknownVersion", ("version", unknown.Version)),
        RunOutcome.VersionOnlyForPast past => JobOutcome.Refuse("VersionOnlyForPast", ("asOf", past.CurrentAsOf)),
        RunOutcome.DraftChanged changed => JobOutcome.Refuse("DraftChanged", ("by", changed.By)),
        _ => throw new InvalidOperationException("A run ended in a way nobody knows."),
    };

    public static JobOutcome Told(this AuditReport report) => JobOutcome.Of(
        "Audited", ("asOf", report.AsOf), ("customers", report.Customers), ("drifted", report.Drifted));
}
