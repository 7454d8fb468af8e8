using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Customers.Views;

/// <summary>A view as its reader sees it.</summary>
/// <param name="Owner">The name of whose it is.</param>
/// <param name="DefaultOfOthers">How many others' lists open with it.</param>
public sealed record ListedView(long Id, string Name, string Query, bool IsShared, bool IsMine, string Owner, int DefaultOfOthers);

public enum ViewOutcome
{
    Done,

    /// <summary>There is none, or none this reader may see.</summary>
    NotThere,

    /// <summary>A colleague's shared view.</summary>
    NotYours,

    /// <summary>The owner has another view of this name.</summary>
    NameTaken,
}

/// <summary>
/// The views somebody may see, and what he may do with them: his own, and what colleagues share; the owner changes a view, and
/// an admin a shared one.
/// </summary>
public sealed class SavedViews(CrmDbContext db, TimeProvider clock)
{
    private long Me => db.Viewer.Actor.UserId ?? 0;

    /// <summary>Own views first, then shared ones, by name.</summary>
    public async Task<IReadOnlyList<ListedView>> ListAsync(CancellationToken cancellation) => await (
        from view in Visible().AsNoTracking()
        join owner in db.Users on view.OwnerId equals owner.Id
        orderby view.OwnerId == Me descending, view.Name, view.Id
        select new ListedView(
            view.Id, view.Name, view.Query, view.IsShared, view.OwnerId == Me, owner.DisplayName,
            db.DefaultViews.Count(d => d.ViewId == view.Id && d.UserId != Me))).ToListAsync(cancellation);

    public Task<DefaultView?> DefaultAsync(CancellationToken cancellation) =>
        db.DefaultViews.AsNoTracking().SingleOrDefaultAsync(d => d.UserId == Me, cancellation);

    /// <returns>The new view's id with <see cref="ViewOutcome.Done"/>.</returns>
    public async Task<(ViewOutcome Outcome, long Id)> CreateAsync(string name, string query, bool shared, CancellationToken cancellation)
    {
        var view = new SavedView { OwnerId = Me, Name = name, Query = query, IsShared = shared, ChangedAt = clock.GetUtcNow() };
        db.SavedViews.Add(view);
        return (await SaveAsync(cancellation), view.Id);
    }

    public Task<ViewOutcome> KeepAsync(long id, string query, bool isAdmin, CancellationToken cancellation) =>
        ChangeAsync(id, isAdmin, view => view.Query = query, cancellation);

    public Task<ViewOutcome> RenameAsync(long id, string name, bool shared, bool isAdmin, CancellationToken cancellation) =>
        ChangeAsync(id, isAdmin, view => (view.Name, view.IsShared) = (name, shared), cancellation);

    public Task<ViewOutcome> DeleteAsync(long id, bool isAdmin, CancellationToken cancellation) =>
        ChangeAsync(id, isAdmin, view => db.SavedViews.Remove(view), cancellation);

    /// <summary>Opens the reader's list with a view of his own, a shared or a standard one, or again with everybody.</summary>
    public async Task<ViewOutcome> MakeDefaultAsync(long? id, string? standard, CancellationToken cancellation)
    {
        if (id is not null && !await Visible().AnyAsync(v => v.Id == id, cancellation))
        {
            return ViewOutcome.NotThere;
        }

        var chosen = await db.DefaultViews.SingleOrDefaultAsync(d => d.UserId == Me, cancellation);
        if (id is null && standard is null)
        {
            if (chosen is not null)
            {
                db.DefaultViews.Remove(chosen);
            }
        }
        else if (chosen is null)
        {
            db.DefaultViews.Add(new DefaultView { UserId = Me, ViewId = id, Standard = standard });
        }
        else
        {
            (chosen.ViewId, chosen.Standard) = (id, standard);
        }

        return await SaveAsync(cancellation);
    }

    private async Task<ViewOutcome> ChangeAsync(long id, bool isAdmin, Action<SavedView> change, CancellationToken cancellation)
    {
        var view = await Visible().SingleOrDefaultAsync(v => v.Id == id, cancellation);
        if (view is null)
        {
            return ViewOutcome.NotThere;
        }

        if (view.OwnerId != Me && !isAdmin)
        {
            return ViewOutcome.NotYours;
        }

        change(view);
        if (db.Entry(view).State == EntityState.Modified)
        {
            view.ChangedAt = clock.GetUtcNow();
        }

        return await SaveAsync(cancellation);
    }

    private async Task<ViewOutcome> SaveAsync(CancellationToken cancellation) => await db.TrySaveAsync(cancellation) switch
    {
        null => ViewOutcome.Done,
        SaveFault.Taken => ViewOutcome.NameTaken,
        // Deleted by somebody else in between.
        _ => ViewOutcome.NotThere,
    };

    private IQueryable<SavedView> Visible() => db.SavedViews.Where(v => v.OwnerId == Me || v.IsShared);
}
