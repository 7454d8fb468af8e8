using System.Data.Common;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Customers.Bulk;

/// <summary>Which customers somebody chose: all that a filter means, or some by their ids.</summary>
public sealed record BulkSelection(CustomerFilter? All, IReadOnlyList<long> Ids);

public sealed record NamedCustomer(long Id, string Name, string? LocalName);

/// <summary>How asking for a bulk edit ended. Only a prepared one was kept.</summary>
public abstract record BulkAnswer
{
    public sealed record Prepared(long Id) : BulkAnswer;

    /// <summary>Nobody chosen could be changed, or all are as wanted already.</summary>
    public sealed record Nothing(int Chosen, int NotTheirs, int Already) : BulkAnswer;

    /// <summary>Customers are handed over by managers.</summary>
    public sealed record NotAllowed : BulkAnswer;

    /// <summary>Nobody who works here.</summary>
    public sealed record NoSuchOwner : BulkAnswer;

    public sealed record NoSuchTag : BulkAnswer;
}

/// <summary>
/// The bulk edits a viewer may ask for and look at: his own, and everybody's for who sees all and edits all. Asking keeps the
/// chosen customers, the yes follows on a page that says how many they are.
/// </summary>
public sealed class BulkEdits(CrmDbContext db, JobQueue queue, BulkEditRun run, TimeProvider clock)
{
    /// <summary>Up to here the work is done while the reader waits.</summary>
    public const int MostAtOnce = 200;

    /// <summary>Who asked and never said yes is forgotten.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private const int Timeout = 300;

    private Viewer Viewer => db.Viewer;

    private bool SeesEverybodys => Viewer is { SeesAll: true, EditsOwnOnly: false };

    /// <summary>Only who edits more than his own hands customers over.</summary>
    public bool MayAssign => !Viewer.EditsOwnOnly;

    /// <summary>Gives the chosen customers to somebody, or to nobody.</summary>
    /// <param name="list">The list they were chosen on, to go back to.</param>
    public async Task<BulkAnswer> AssignAsync(BulkSelection chosen, long? ownerId, string list, CancellationToken cancellation)
    {
        if (!MayAssign)
        {
            return new BulkAnswer.NotAllowed();
        }

        var name = await db.Users.Where(u => u.Id == ownerId && u.DisabledAt == null).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellation);
        return ownerId is not null && name is null
            ? new BulkAnswer.NoSuchOwner()
            : await PrepareAsync(chosen, new BulkChange { Action = BulkAction.AssignOwner, OwnerId = ownerId, Name = name, List = list }, cancellation);
    }

    /// <param name="tag">As it is kept: on one line. A new one is made when the edit is done.</param>
    /// <param name="list">The list they were chosen on, to go back to.</param>
    public async Task<BulkAnswer> MarkAsync(BulkSelection chosen, string tag, bool isSet, string list, CancellationToken cancellation)
    {
        var id = await db.Tags.Where(t => t.Name == tag).Select(t => (long?)t.Id).SingleOrDefaultAsync(cancellation);
        return id is null && !isSet
            ? new BulkAnswer.NoSuchTag()
            : await PrepareAsync(
                chosen, new BulkChange { Action = isSet ? BulkAction.SetTag : BulkAction.TakeTag, TagId = id, Name = tag, List = list }, cancellation);
    }

    /// <summary>Null for what is not there, or not this viewer's to see.</summary>
    public Task<BulkEdit?> FindAsync(long id, CancellationToken cancellation) =>
        Visible().SingleOrDefaultAsync(e => e.Id == id, cancellation);

    /// <summary>What was said yes to, newest first, from behind an id.</summary>
    public Task<List<BulkEdit>> ListAsync(long? before, int most, CancellationToken cancellation) => Visible()
        .Where(e => EF.Functions.JsonContains(e.Change, BulkChange.IsConfirmed) && (before == null || e.Id < before))
        .OrderByDescending(e => e.Id)
        .Take(most)
        .ToListAsync(cancellation);

    /// <summary>The first of its customers, by name, as far as the viewer sees them.</summary>
    public Task<List<NamedCustomer>> CustomersAsync(long id, int most, CancellationToken cancellation) => db.Set<BulkEditRow>()
        .Where(r => r.BulkEditId == id)
        .OrderBy(r => r.Customer.Name).ThenBy(r => r.CustomerId)
        .Take(most)
        .Select(r => new NamedCustomer(r.CustomerId, r.Customer.Name, r.Customer.LocalName))
        .ToListAsync(cancellation);

    /// <summary>Of those whom the viewer sees.</summary>
    public Task<List<NamedCustomer>> NamesAsync(IReadOnlyList<long> ids, CancellationToken cancellation) => db.Customers
        .Where(c => ids.Contains(c.Id))
        .Select(c => new NamedCustomer(c.Id, c.Name, c.LocalName))
        .ToListAsync(cancellation);

    /// <summary>The job that does the edit, or takes it back; the latest where there were several.</summary>
    public Task<Job?> JobAsync(long id, CancellationToken cancellation)
    {
        string[] keys = [Key(id, false), Key(id, true)];
        return db.Jobs.AsNoTracking().Where(j => keys.Contains(j.Key)).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellation);
    }

    public bool IsMine(BulkEdit edit) => edit.ById == Viewer.Actor.UserId;

    /// <summary>Whether the viewer's role allows this kind of change.</summary>
    public bool MayDo(BulkChange change) => MayAssign || change.Action != BulkAction.AssignOwner;

    /// <summary>Says yes: few are changed now, many by a job.</summary>
    /// <returns>False where there is nothing to say yes to: it is somebody else's, or was done.</returns>
    public async Task<bool> ConfirmAsync(long id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } edit || !IsMine(edit)
            || BulkChange.Of(edit) is not { AppliedAt: null } change || !MayDo(change))
        {
            return false;
        }

        var job = await JobAsync(id, cancellation);
        if (job is { State: JobState.Queued or JobState.Running })
        {
            return true;
        }

        await using (var transaction = await db.Database.BeginTransactionAsync(cancellation))
        {
            var written = (change with { Confirmed = true }).Written();
            var isFirst = await db.BulkEdits
                .Where(e => e.Id == id && !EF.Functions.JsonContains(e.Change, BulkChange.IsConfirmed))
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Change, written), cancellation) > 0;
            if (isFirst)
            {
                await TrimAsync(id, cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }

        await DoAsync(new BulkOrder(id, false, true, []), edit.Customers, cancellation);
        return true;
    }

    /// <summary>Whether this viewer may take it back.</summary>
    public bool MayUndo(BulkEdit edit) => edit.UndoneAt is null && BulkChange.Of(edit) is { AppliedAt: not null } change
        && MayDo(change);

    /// <returns>False where there is nothing to take back, or it is not this viewer's.</returns>
    public async Task<bool> UndoAsync(long id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } edit || !MayUndo(edit))
        {
            return false;
        }

        await DoAsync(new BulkOrder(id, true, Viewer.SeesAll, Viewer.OwnerIds), edit.Customers, cancellation);
        return true;
    }

    private static string Key(long id, bool isUndo) => FormattableString.Invariant($"{(isUndo ? "bulk-undo" : "bulk-edit")}:{id}");

    private IQueryable<BulkEdit> Visible()
    {
        var edits = db.BulkEdits.AsNoTracking();
        var me = Viewer.Actor.UserId ?? 0;
        return SeesEverybodys
            ? edits.Where(e => e.ById == me || EF.Functions.JsonContains(e.Change, BulkChange.IsConfirmed))
            : edits.Where(e => e.ById == me);
    }

    private Task DoAsync(BulkOrder order, int customers, CancellationToken cancellation) => customers > MostAtOnce
        ? queue.EnqueueAsync(JobKind.BulkEdit, Key(order.BulkEdit, order.Undo), Viewer.Actor, cancellation, order.Written())
        : order.RunAsync(run, Viewer.Actor, new RunWatch(), cancellation);

    private async Task<BulkAnswer> PrepareAsync(BulkSelection chosen, BulkChange change, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var (id, all, notTheirs, already) = await PickAsync(Query(chosen), change, now, cancellation);
        var customers = all - notTheirs - already;
        if (customers == 0)
        {
            return new BulkAnswer.Nothing(all, notTheirs, already);
        }

        var written = (change with { Chosen = all, NotTheirs = notTheirs, Already = already }).Written();
        await db.BulkEdits.Where(e => e.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.Change, written).SetProperty(e => e.Customers, customers), cancellation);
        var forgotten = now - Patience;
        await db.BulkEdits
            .Where(e => e.At < forgotten && !EF.Functions.JsonContains(e.Change, BulkChange.IsConfirmed))
            .ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new BulkAnswer.Prepared(id);
    }

    private DbCommand Query(BulkSelection chosen) => chosen.All is { } filter
        ? FilteredCustomers.Scores(db, filter).Select(s => new { s.CustomerId, s.Customer.OwnerId }).CreateDbCommand()
        : db.Customers.AsNoTracking()
            .Where(c => c.ArchivedAt == null && chosen.Ids.Contains(c.Id))
            .Select(c => new { c.Id, c.OwnerId })
            .CreateDbCommand();

    private async Task<(long Id, int Chosen, int NotTheirs, int Already)> PickAsync(
        DbCommand query, BulkChange change, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = Around(query, "pick");
        Add(command, "at", now);
        Add(command, "by_id", Viewer.Actor.UserId ?? 0);
        Add(command, "by", Viewer.Actor.Name);
        Add(command, "own_only", Viewer.EditsOwnOnly);
        Add(command, "action", change.Action.ToString());
        Add(command, "owner", change.OwnerId ?? (object)DBNull.Value);
        Add(command, "tag", change.TagId ?? (object)DBNull.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3));
    }

    private async Task TrimAsync(long id, CancellationToken cancellation)
    {
        if (SeesEverybodys)
        {
            return;
        }

        var me = Viewer.Actor.UserId;
        var ownOnly = Viewer.EditsOwnOnly;
        await using var command = Around(
            db.Customers.AsNoTracking().Where(c => !ownOnly || c.OwnerId == me).Select(c => c.Id).CreateDbCommand(), "trim");
        Add(command, "edit", id);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>A statement of ours with a query of the context, its filter and its parameters inside.</summary>
    private static DbCommand Around(DbCommand query, string sqlFile)
    {
        query.CommandText = SqlText.Read($"Customers/Bulk/Sql/{sqlFile}.sql", ("query", query.CommandText));
        query.CommandTimeout = Timeout;
        return query;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        if (value is DBNull)
        {
            parameter.DbType = System.Data.DbType.Int64;
        }

        command.Parameters.Add(parameter);
    }
}
