using System.Text.Json;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Infrastructure.Customers.Bulk;

/// <summary>What a job is to do: an edit, or to take it back within the reach of who asked.</summary>
internal sealed record BulkOrder(long BulkEdit, bool Undo, bool SeesAll, IReadOnlyList<long> Owners)
{
    public static BulkOrder Parse(string payload) => JsonSerializer.Deserialize<BulkOrder>(payload, JsonSerializerOptions.Web)!;

    public string Written() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public Task<JobOutcome> RunAsync(BulkEditRun run, Actor by, RunWatch watch, CancellationToken cancellation) => Undo
        ? run.UndoAsync(BulkEdit, by, new BulkReach(SeesAll, Owners), watch, cancellation)
        : run.ApplyAsync(BulkEdit, by, watch, cancellation);
}

/// <summary>Changes many customers at once, or takes that back.</summary>
internal sealed class BulkEditJob(BulkEditRun run) : IJobWork
{
    public JobKind Kind => JobKind.BulkEdit;

    public Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation) =>
        BulkOrder.Parse(job.Payload!).RunAsync(run, job.RequestedBy, job, cancellation);
}
