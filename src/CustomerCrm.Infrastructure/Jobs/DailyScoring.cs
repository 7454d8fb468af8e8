using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>
/// Asks for what each day needs: a run that moves the AsOf to the scoring date, after the firm's midnight and at a start that
/// finds it behind, and after it an audit of the scores. Every node asks; the queue makes one of it.
/// </summary>
public sealed class DailyScoring(NpgsqlDataSource database, JobQueue queue, FirmCalendar calendar)
{
    public async Task AskAsync(CancellationToken cancellation)
    {
        var (today, midnight, scoringDate) = await calendar.DayAsync(cancellation);
        var (isBehind, isUnaudited) = await DueAsync(scoringDate, midnight, today, cancellation);
        if (isBehind)
        {
            await queue.EnqueueAsync(JobKind.Recompute, RunKey(scoringDate), Actor.System, cancellation);
        }
        else if (isUnaudited)
        {
            await queue.EnqueueAsync(JobKind.Audit, AuditKey(today), Actor.System, cancellation);
        }
    }

    /// <summary>
    /// Apart from what follows, so that its reader is disposed once and before: a second time it would close whatever reader
    /// uses the connection by then, since the driver keeps one reader for each.
    /// </summary>
    private async Task<(bool IsBehind, bool IsUnaudited)> DueAsync(
        DateOnly scoringDate, DateTimeOffset midnight, DateOnly today, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SqlText.Read("Jobs/Sql/daily.sql"));
        command.Parameters.AddWithValue("scoring_date", scoringDate);
        command.Parameters.AddWithValue("midnight", midnight);
        command.Parameters.AddWithValue("audit_key", AuditKey(today));
        command.Parameters.AddWithValue("run_key", RunKey(scoringDate));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetBoolean(0), reader.GetBoolean(1));
    }

    private static string RunKey(DateOnly date) => $"daily run {date:yyyy-MM-dd}";

    private static string AuditKey(DateOnly date) => $"audit {date:yyyy-MM-dd}";
}
