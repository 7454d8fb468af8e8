using System.Text.Json;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Publishing;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>What a publication is to make.</summary>
/// <param name="Intent">Given once to the form that asks, so that the same form sent twice publishes once.</param>
/// <param name="ScalesAsOf">Null for the firm's scoring date.</param>
/// <param name="RollBackTo">The version whose content is published again; null for the draft.</param>
/// <param name="Draft">The draft's row version that was seen when it was asked; null for a roll-back.</param>
public sealed record PublishOrder(Guid Intent, string Note, DateOnly? ScalesAsOf, int? RollBackTo, uint? Draft)
{
    /// <summary>One publication at a time: while one waits or runs, asking again gives that one.</summary>
    public const string Key = "publish";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public string Written() => JsonSerializer.Serialize(this, Options);

    /// <summary>Null where it is none.</summary>
    public static PublishOrder? Parse(string? payload)
    {
        try
        {
            return JsonSerializer.Deserialize<PublishOrder>(payload ?? "null", Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Publishes the draft, or an old version again, in the name of who asked.</summary>
internal sealed class PublishJob(Recompute recompute, IDbContextFactory<CrmDbContext> contexts, TimeProvider clock) : IJobWork
{
    public JobKind Kind => JobKind.Publish;

    public async Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation)
    {
        if (PublishOrder.Parse(job.Payload) is not { } order)
        {
            return JobOutcome.Refuse("Unreadable", ("payload", job.Payload));
        }

        if (await MadeBeforeAsync(job.Id, order, cancellation) is { } before)
        {
            return JobOutcome.Refuse("PublishedAlready", ("job", before.Id), ("version", before.Ended?.Number("version")));
        }

        if (!await MayAsync(order, cancellation))
        {
            return JobOutcome.Refuse("NeedsApproval");
        }

        var by = new Publication(job.RequestedBy.Name, order.Note, clock.GetUtcNow());
        var request = new PublishRequest(order.ScalesAsOf, order.RollBackTo, by) { Draft = order.Draft, AuthorId = job.RequestedBy.UserId };
        return (await recompute.PublishAsync(request, job, cancellation)).Told();
    }

    /// <summary>Where the firm wants a second admin, what he did not approve is not published, whoever asked and however.</summary>
    private async Task<bool> MayAsync(PublishOrder order, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return !await db.Firms.AnyAsync(f => f.PublishingNeedsApproval, cancellation)
            || await PublicationRequests.IsApprovedAsync(db, order.Intent, cancellation);
    }

    /// <summary>The same form's job, which was done before the second one was asked for.</summary>
    private async Task<Job?> MadeBeforeAsync(long id, PublishOrder order, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await JobQueue.OfIntent(db, order.Intent)
            .Where(j => j.Id < id && j.State == JobState.Done)
            .FirstOrDefaultAsync(cancellation);
    }
}
