using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>A full run to the scoring date.</summary>
internal sealed class RecomputeJob(Recompute recompute) : IJobWork
{
    public JobKind Kind => JobKind.Recompute;

    public async Task<string> RunAsync(JobLease job, CancellationToken cancellation) =>
        (await recompute.RunAsync(new RecomputeRequest(null, null, job.RequestedBy), job, cancellation)).ToString();
}

/// <summary>The audit of the scores.</summary>
internal sealed class AuditJob(ScoreAudit audit) : IJobWork
{
    public JobKind Kind => JobKind.Audit;

    public async Task<string> RunAsync(JobLease job, CancellationToken cancellation) =>
        (await audit.RunAsync(job, cancellation))?.ToString() ?? "no scores yet";
}
