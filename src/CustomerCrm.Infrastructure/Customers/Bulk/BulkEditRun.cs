using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Customers.Bulk;

/// <summary>Whose owners somebody who takes an edit back may give customers to.</summary>
/// <param name="Owners">Where he does not see all.</param>
public sealed record BulkReach(bool SeesAll, IReadOnlyList<long> Owners);

/// <summary>
/// Does a bulk edit, or takes it back: batch after batch so that its progress can be told, all in one transaction, because to
/// people it is one change. Done again it changes nothing.
/// </summary>
public sealed class BulkEditRun(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Customers between two signs of progress; few, because what a batch joins in itself grows by the square.</summary>
    private const int BatchSize = 500;

    public Task<JobOutcome> ApplyAsync(long edit, Actor by, RunWatch watch, CancellationToken cancellation) =>
        Deadlocks.AgainAsync(() => ApplyOnceAsync(edit, by, watch, cancellation));

    public Task<JobOutcome> UndoAsync(long edit, Actor by, BulkReach reach, RunWatch watch, CancellationToken cancellation) =>
        Deadlocks.AgainAsync(() => UndoOnceAsync(edit, by, reach, watch, cancellation));

    private async Task<JobOutcome> ApplyOnceAsync(long edit, Actor by, RunWatch watch, CancellationToken cancellation)
    {
        await using var scope = await NpgsqlTransactionScope.BeginAsync(await watch.OpenAsync(database, cancellation), cancellation);
        var work = new BulkBatches(scope.Connection, edit, by, clock.GetUtcNow(), BatchSize);
        if (await work.BeginAsync(cancellation) is not { } begun)
        {
            return JobOutcome.Refuse("BulkGone");
        }

        var change = begun.Change;
        if (!change.Confirmed)
        {
            return JobOutcome.Refuse("BulkUnconfirmed");
        }

        if (change.AppliedAt is not null)
        {
            return Done(edit, begun.Rows, change.LeftOut);
        }

        if (change.Action == BulkAction.SetTag)
        {
            change = change with { TagId = await work.TagAsync(change.Name!, cancellation) };
        }

        var changed = 0;
        watch.Expect(begun.Rows);
        await foreach (var batch in work.RunAsync(change, null, cancellation))
        {
            changed += batch.Changed;
            batch.Tell(watch);
        }

        var leftOut = begun.Rows - changed;
        await AuditAsync(scope.Connection, work, "created", change, [("customers", changed), ("leftOut", leftOut)], cancellation);
        change = change with { AppliedAt = work.Now, LeftOut = leftOut, LastAuditId = await work.LastAuditAsync(cancellation) };
        await work.EndAsync(change, changed, isUndo: false, cancellation);
        var outcome = Done(edit, changed, leftOut);
        await watch.ConfirmAsync(scope.Connection, outcome, cancellation);
        await scope.CommitAsync(cancellation);
        return outcome;
    }

    private async Task<JobOutcome> UndoOnceAsync(long edit, Actor by, BulkReach reach, RunWatch watch, CancellationToken cancellation)
    {
        await using var scope = await NpgsqlTransactionScope.BeginAsync(await watch.OpenAsync(database, cancellation), cancellation);
        var work = new BulkBatches(scope.Connection, edit, by, clock.GetUtcNow(), BatchSize);
        if (await work.BeginAsync(cancellation) is not { Change: { AppliedAt: not null } change } begun)
        {
            return JobOutcome.Refuse("BulkGone");
        }

        if (begun.IsUndone)
        {
            return Undone(edit, change.Undo!);
        }

        var undo = new BulkUndo(0, 0, 0, []);
        watch.Expect(begun.Rows);
        await foreach (var batch in work.RunAsync(change, reach, cancellation))
        {
            undo = new BulkUndo(
                undo.Given + batch.Changed, undo.ChangedSince + batch.Theirs.Length, undo.NotTheirs + batch.NotTheirs.Length,
                [.. undo.First.Concat(batch.Left).Take(BulkUndo.MostNamed)]);
            batch.Tell(watch);
        }

        await AuditAsync(scope.Connection, work, "changed", change, [("givenBack", undo.Given), ("left", undo.Left)], cancellation);
        await work.EndAsync(change with { Undo = undo }, begun.Rows, isUndo: true, cancellation);
        var outcome = Undone(edit, undo);
        await watch.ConfirmAsync(scope.Connection, outcome, cancellation);
        await scope.CommitAsync(cancellation);
        return outcome;
    }

    private static JobOutcome Done(long edit, int changed, int leftOut) =>
        JobOutcome.Of("BulkEdited", ("customers", changed), ("leftOut", leftOut), ("bulkEdit", edit));

    private static JobOutcome Undone(long edit, BulkUndo undo) =>
        JobOutcome.Of("BulkUndone", ("customers", undo.Given), ("left", undo.Left), ("bulkEdit", edit));

    /// <summary>One row for the whole, beside one for each customer.</summary>
    private static Task AuditAsync(
        NpgsqlConnection connection, BulkBatches work, string action, BulkChange change, (string Name, int Value)[] figures,
        CancellationToken cancellation)
    {
        var details = figures.ToDictionary(f => f.Name, f => new object?[] { null, f.Value });
        details[change.Action == BulkAction.AssignOwner ? "ownerId" : change.Action == BulkAction.SetTag ? "tagSet" : "tagTaken"] =
            [null, change.Action == BulkAction.AssignOwner ? change.OwnerId : change.Name];
        return AuditLog.WriteAsync(connection, work.Now, work.By, action, "bulk edit", work.Edit, details, cancellation);
    }
}
