using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Lab.Backtests;

/// <summary>One state of the books for as long as a report is worked out, and the way its result is kept.</summary>
internal sealed class LabSession : IAsyncDisposable
{
    private readonly NpgsqlTransactionScope scope;

    private LabSession(NpgsqlTransactionScope scope, PastScorer scorer, long customers, DateOnly? firstOn) =>
        (this.scope, Scorer, Customers, FirstOn) = (scope, scorer, customers, firstOn);

    public PastScorer Scorer { get; }

    public long Customers { get; }

    /// <summary>The first date with an order: there is no history before it.</summary>
    public DateOnly? FirstOn { get; }

    public static async Task<LabSession> OpenAsync(NpgsqlDataSource database, RunWatch watch, CancellationToken cancellation)
    {
        var scope = await ScoreBuilder.OpenForOrderedReadAsync(database, watch, cancellation);
        try
        {
            var connection = scope.Connection;
            await ScoreTables.ExecuteAsync(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", cancellation);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(
                await ScoreTables.ScalarAsync<string>(connection, "SELECT time_zone FROM firm", cancellation) ?? FirmOptions.DefaultTimeZone);
            var customers = await ScoreTables.ScalarAsync<long>(connection, "SELECT count(*) FROM customers", cancellation);
            await using var first = new NpgsqlCommand("SELECT min(ordered_on) FROM orders WHERE voided_at IS NULL", connection) { CommandTimeout = 0 };
            var firstOn = await first.ExecuteScalarAsync(cancellation) as DateOnly?;
            return new LabSession(scope, new PastScorer(connection, new PastFacts(zone).ReadAsync, watch), customers, firstOn);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps the result and ends the job in one transaction: whose lease was taken over keeps nothing.</summary>
    public static async Task KeepAsync(
        NpgsqlDataSource database, long report, string result, DateTimeOffset now, RunWatch watch, JobOutcome outcome, CancellationToken cancellation)
    {
        await using var connection = await watch.OpenAsync(database, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var db = CrmContexts.Over(connection, transaction);
        await db.LabReports.Where(r => r.Id == report).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.Result, result).SetProperty(r => r.FinishedAt, now), cancellation);
        await watch.ConfirmAsync(connection, outcome, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
