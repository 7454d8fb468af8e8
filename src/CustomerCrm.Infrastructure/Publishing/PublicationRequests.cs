using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Publishing;

/// <summary>How a decision ended. Refusals are values.</summary>
public abstract record DecisionOutcome
{
    /// <summary>Approved: the publication is under way.</summary>
    public sealed record Published(long JobId) : DecisionOutcome;

    /// <summary>Declined, or taken back by who asked.</summary>
    public sealed record Closed(bool ByAsker) : DecisionOutcome;

    public sealed record Gone : DecisionOutcome;

    /// <summary>Somebody decided first.</summary>
    public sealed record Decided : DecisionOutcome;

    /// <summary>Nobody approves what he asked for.</summary>
    public sealed record Own : DecisionOutcome;

    /// <summary>The draft is not the one that was asked for.</summary>
    public sealed record DraftChanged(string By) : DecisionOutcome;

    /// <summary>The version to roll back to has come into force meanwhile.</summary>
    public sealed record InForce(int Version) : DecisionOutcome;

    /// <summary>Who asked is no active admin any more, so there would be one pair of eyes.</summary>
    public sealed record AskerLeft : DecisionOutcome;

    /// <summary>Another publication waits or runs.</summary>
    public sealed record Running(long JobId) : DecisionOutcome;
}

/// <summary>
/// Publications that a second admin approves: asked for one at a time, of exactly one draft or one old version, and decided once. An
/// approval and the job it asks for are one transaction.
/// </summary>
public sealed class PublicationRequests(CrmDbContext db, JobBell bell, TimeProvider clock)
{
    /// <summary>Whether the firm wants it, the open request, and how many admins there are to decide: one statement.</summary>
    public Task<ApprovalState> StateAsync(CancellationToken cancellation) => db.Firms.AsNoTracking()
        .Select(firm => new ApprovalState(
            firm.PublishingNeedsApproval,
            db.PublicationRequests.Where(r => r.Approved == null).FirstOrDefault(),
            db.PublicationRequests.Where(r => r.Approved != null).OrderByDescending(r => r.DecidedAt).ThenByDescending(r => r.Id).FirstOrDefault(),
            ActiveAdmins.Of(db).Count()))
        .SingleAsync(cancellation);

    /// <returns>The request, new or of the same form before; or the one of somebody else that is open.</returns>
    public async Task<(PublicationRequest? Mine, PublicationRequest? Open)> AskAsync(PublishOrder order, CancellationToken cancellation)
    {
        var asker = db.Viewer.Actor;
        while (true)
        {
            if (await OfIntent(db, order.Intent).FirstOrDefaultAsync(cancellation) is { } before)
            {
                return (before, null);
            }

            if (await db.PublicationRequests.AsNoTracking().FirstOrDefaultAsync(r => r.Approved == null, cancellation) is { } open)
            {
                return (null, open);
            }

            var request = new PublicationRequest
            {
                Payload = order.Written(),
                Note = order.Note,
                RequestedById = asker.UserId ?? throw new InvalidOperationException("Only somebody who signs in asks for an approval."),
                RequestedBy = asker.Name,
                RequestedAt = clock.GetUtcNow(),
            };
            db.Add(request);
            try
            {
                await db.SaveChangesAsync(cancellation);
                return (request, null);
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // Another one came first: it is what the next round finds.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <param name="answer">Why it was declined; null for none.</param>
    public async Task<DecisionOutcome> DecideAsync(long id, bool approve, string? answer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await db.PublicationRequests.SingleOrDefaultAsync(r => r.Id == id, cancellation) is not { } request)
        {
            return new DecisionOutcome.Gone();
        }

        var me = db.Viewer.Actor;
        var isMine = me.UserId == request.RequestedById;
        var order = PublishOrder.Parse(request.Payload) ?? throw new InvalidOperationException("A request says what is to be published.");
        if (request.Approved is null && approve && await RefusalAsync(request, order, isMine, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (me.UserId is not { } decider || !request.Decide(approve, answer, decider, me.Name, clock.GetUtcNow()))
        {
            return new DecisionOutcome.Decided();
        }

        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new DecisionOutcome.Decided();
        }

        if (!approve)
        {
            await transaction.CommitAsync(cancellation);
            return new DecisionOutcome.Closed(isMine);
        }

        var author = new Actor(request.RequestedById, request.RequestedBy);
        var job = await JobQueue.EnqueueWithinAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), JobKind.Publish, PublishOrder.Key, author, order.Written(), cancellation);
        var asked = await db.Jobs.AsNoTracking().Where(j => j.Id == job).Select(j => j.Payload).SingleAsync(cancellation);
        if (PublishOrder.Parse(asked)?.Intent != order.Intent)
        {
            return new DecisionOutcome.Running(job);
        }

        await transaction.CommitAsync(cancellation);
        bell.Ring();
        return new DecisionOutcome.Published(job);
    }

    /// <summary>Whether this order was approved; the job of a publication asks it last of all, however it was asked for.</summary>
    internal static Task<bool> IsApprovedAsync(CrmDbContext db, Guid intent, CancellationToken cancellation) =>
        OfIntent(db, intent).AnyAsync(r => r.Approved == true, cancellation);

    private static IQueryable<PublicationRequest> OfIntent(CrmDbContext db, Guid intent)
    {
        var asked = $$"""{"intent": "{{intent}}"}""";
        return db.PublicationRequests.AsNoTracking().Where(r => EF.Functions.JsonContains(r.Payload, asked));
    }

    private async Task<DecisionOutcome?> RefusalAsync(PublicationRequest request, PublishOrder order, bool isMine, CancellationToken cancellation)
    {
        if (isMine)
        {
            return new DecisionOutcome.Own();
        }

        if (!await ActiveAdmins.Of(db).AnyAsync(u => u.Id == request.RequestedById, cancellation))
        {
            return new DecisionOutcome.AskerLeft();
        }

        if (order.RollBackTo is { } version)
        {
            return await db.ScoreGenerations.AnyAsync(g => g.PolicyVersion == version, cancellation) ? new DecisionOutcome.InForce(version) : null;
        }

        var draft = await db.PolicyDrafts.AsNoTracking().SingleAsync(cancellation);
        return draft.Version == order.Draft ? null : new DecisionOutcome.DraftChanged(draft.ChangedBy ?? "");
    }
}

/// <summary>How publications stand.</summary>
/// <param name="Last">The one decided last.</param>
public sealed record ApprovalState(bool IsNeeded, PublicationRequest? Open, PublicationRequest? Last, int Admins)
{
    /// <summary>Nobody is there who could approve.</summary>
    public bool IsAlone => IsNeeded && Admins < 2;
}
