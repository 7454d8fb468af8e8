using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Firms;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Security;

/// <summary>
/// Decides at each request whose eyes its queries see with, by role and the firm's two settings. Who is not signed in stays
/// nobody, who sees nothing.
/// </summary>
internal sealed class ViewerMiddleware(RequestDelegate next, FirmSettings firm, IDbContextFactory<CrmDbContext> contexts)
{
    public async Task InvokeAsync(HttpContext context, ViewerContext viewer)
    {
        // An error page needs no customer, and the database may be what failed.
        if (context.User.UserId() is { } id && context.Features.Get<IExceptionHandlerFeature>() is null)
        {
            var actor = new Actor(id, context.User.Name());
            var settings = await firm.GetAsync(context.RequestAborted);
            viewer.Current = context.User.TopRole() switch
            {
                Roles.Admin => Viewer.Everything(actor),
                Roles.Manager => settings.ManagersSee == Visibility.All
                    ? Viewer.Everything(actor)
                    : new Viewer(false, await TeamOfAsync(id, context.RequestAborted), actor),
                Roles.SalesRep => settings.RepsSee == Visibility.All
                    ? Viewer.Everything(actor) with { EditsOwnOnly = true }
                    : new Viewer(false, [id], actor) { EditsOwnOnly = true },
                _ => Viewer.Nobody with { Actor = actor, EditsOwnOnly = true },
            };
        }

        await next(context);
    }

    /// <summary>The manager and everybody in the same team.</summary>
    private async Task<IReadOnlyList<long>> TeamOfAsync(long id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Users
            .Where(u => u.Id == id || (u.TeamId != null && u.TeamId == db.Users.Single(m => m.Id == id).TeamId))
            .Select(u => u.Id)
            .ToListAsync(cancellation);
    }
}
