using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Scoring.Rules;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>A publication that waits for a second admin, with what it would change.</summary>
/// <param name="Changes">Null where the draft is no longer the one that was asked for: what it held is gone.</param>
/// <param name="InForce">The version it is compared with; null before the first.</param>
/// <param name="IsMine">The reader asked for it himself.</param>
public sealed record RequestView(PublicationRequest Request, PublishOrder Order, PolicyChanges? Changes, int? InForce, string? DraftBy, bool IsMine)
{
    /// <summary>Why the decision was refused, and the answer as it was typed.</summary>
    public (string Why, string? Answer)? Refused { get; init; }

    public static async Task<RequestView> OfAsync(
        CrmDbContext db, PublicationRequest request, PolicyVersion? inForce, PolicyDraft draft, CancellationToken cancellation)
    {
        var order = PublishOrder.Parse(request.Payload)!;
        var content = order.RollBackTo is { } number
            ? (await db.PolicyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, cancellation))?.Content
            : order.Draft == draft.Version ? draft.Content : null;
        var changes = content is null ? null : PolicyChanges.Between(inForce?.Content ?? new ScoringPolicy(), content);
        return new RequestView(request, order, changes, inForce?.Number, draft.ChangedBy, db.Viewer.Actor.UserId == request.RequestedById);
    }
}
