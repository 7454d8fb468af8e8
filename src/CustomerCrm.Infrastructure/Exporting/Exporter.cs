using System.Data;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Exporting.Sending;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>
/// Writes a file of what the viewer may see, as of one moment, sorted by key by code point: the same data give the same bytes.
/// That he took it out stands in the audit before the file stands in its place.
/// </summary>
public sealed class Exporter(CrmDbContext db, TimeProvider clock)
{
    /// <summary>Writes a file of this machine.</summary>
    /// <param name="asOf">The date of a run, for what runs made; null for the current scores, or the changes of all runs.</param>
    public Task<ExportOutcome> WriteAsync(ExportKind kind, DateOnly? asOf, string path, CancellationToken cancellation) =>
        WriteAsync(kind, asOf, choice => WriteAsync(kind, choice.Table!, choice.AsOf, path, cancellation), cancellation);

    /// <summary>Sends the file as it comes about, with a byte order mark for spreadsheets. What was sent is audited also where it is cut off.</summary>
    /// <param name="open">Where to; called when it is sure that there is something to send.</param>
    public Task<ExportOutcome> SendAsync(ExportKind kind, DateOnly? asOf, Func<Stream> open, CancellationToken cancellation) => WriteAsync(
        kind,
        asOf,
        async choice => new ExportOutcome.Written(choice.AsOf, await new SentTable(db, clock).SendAsync(
            choice.Table!, ExportKinds.NameOf(kind), choice.AsOf, null, open(), cancellation)),
        cancellation);

    private async Task<ExportOutcome> WriteAsync(
        ExportKind kind, DateOnly? asOf, Func<Choice, Task<ExportOutcome>> write, CancellationToken cancellation)
    {
        if (asOf is not null && !ExportKinds.IsOfRuns(kind))
        {
            throw new ArgumentException("Facts have no run.", nameof(asOf));
        }

        var timeout = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(0);
        try
        {
            // One snapshot for the choice of the run and all rows.
            await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var choice = await ChooseAsync(kind, asOf, cancellation);
            return choice.Table is null ? new ExportOutcome.NoSuchRun(choice.Dates) : await write(choice);
        }
        finally
        {
            db.Database.SetCommandTimeout(timeout);
        }
    }

    private async Task<ExportOutcome> WriteAsync(
        ExportKind kind, CsvTable table, DateOnly? asOf, string path, CancellationToken cancellation)
    {
        var (created, refusal) = PendingFile.Create(path);
        if (created is null)
        {
            return refusal!;
        }

        await using var file = created;
        var rows = await table.WriteAsync(file.Stream, cancellation);
        await AuditLog.WriteAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), clock.GetUtcNow(), db.Viewer.Actor, "exported", "export", null,
            new { kind = ExportKinds.NameOf(kind), rows, asOf }, cancellation);
        await db.Database.CommitTransactionAsync(cancellation);
        await file.FinishAsync();
        return new ExportOutcome.Written(asOf, rows);
    }

    private async Task<Choice> ChooseAsync(ExportKind kind, DateOnly? asOf, CancellationToken cancellation) => kind switch
    {
        ExportKind.Scores => await ScoresAsync(asOf, cancellation),
        ExportKind.TierChanges => await TierChangesAsync(asOf, cancellation),
        ExportKind.Customers => Choice.Of(CustomersExport.Of(db)),
        ExportKind.Orders => Choice.Of(await OrdersExport.OfAsync(db, cancellation)),
        ExportKind.OrderLines => Choice.Of(OrderLinesExport.Of(db)),
        ExportKind.Costs => Choice.Of(CostsExport.Of(db)),
        ExportKind.Activities => Choice.Of(ActivitiesExport.Of(db)),
        ExportKind.Surveys => Choice.Of(SurveysExport.Of(db)),
    };

    private async Task<Choice> ScoresAsync(DateOnly? asOf, CancellationToken cancellation)
    {
        var current = await db.ScoreGenerations.AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (current is not null && (asOf is null || asOf == current.AsOf))
        {
            return Choice.Of(ScoresExport.Of(db, new ScoreTarget(current.RunId, current.Slot)), current.AsOf);
        }

        var dated = await db.ScoreRuns
            .Where(r => r.Kind == RunKind.Dated && r.State == RunState.Done)
            .ToDictionaryAsync(r => r.AsOf, r => r.Id, cancellation);
        if (asOf is { } date && dated.TryGetValue(date, out var run))
        {
            return Choice.Of(ScoresExport.Of(db, new ScoreTarget(run, null)), date);
        }

        return Choice.None(current is null ? dated.Keys : dated.Keys.Append(current.AsOf));
    }

    /// <summary>Every run that was done has its date, also those whose scores are kept no more: their changes are.</summary>
    private async Task<Choice> TierChangesAsync(DateOnly? asOf, CancellationToken cancellation)
    {
        var dates = asOf is null ? [] : await db.ScoreRuns
            .Where(r => r.State == RunState.Done)
            .Select(r => r.AsOf)
            .Distinct()
            .ToListAsync(cancellation);
        return asOf is { } date && !dates.Contains(date) ? Choice.None(dates) : Choice.Of(TierChangesExport.Of(db, asOf), asOf);
    }

    /// <summary>What is written, and of which run; or, without a table, the dates there are.</summary>
    private sealed record Choice(CsvTable? Table, DateOnly? AsOf, IReadOnlyList<DateOnly> Dates)
    {
        public static Choice Of(CsvTable table, DateOnly? asOf = null) => new(table, asOf, []);

        public static Choice None(IEnumerable<DateOnly> dates) => new(null, null, [.. dates.Order()]);
    }
}
