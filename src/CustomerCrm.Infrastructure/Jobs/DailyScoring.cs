using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>
/// Asks for what each day needs: a run that moves the AsOf to the scoring date, after the firm's midnight and at a start that
/// finds it behind, and after it an audit of the scores. Every node asks; the queue makes one of it.
/// </summary>
public sealed class DailyScoring(NpgsqlDataSource database, JobQueue queue, FirmCalendar calendar, UploadStore uploads)
{
    /// <summary>So many words of rescored customers are kept from one day to the next.</summary>
    private const int WordsKept = 20_000;

    private DateOnly? tidiedOn;

    public async Task AskAsync(CancellationToken cancellation)
    {
        var (today, midnight, scoringDate) = await calendar.DayAsync(cancellation);
        if (tidiedOn != today)
        {
            await uploads.DropOldAsync(cancellation);
            await using var sweep = database.CreateCommand(SqlText.Read("Lab/Sql/sweep_rescored.sql"));
            sweep.Parameters.AddWithValue("most", WordsKept);
            await sweep.ExecuteNonQueryAsync(cancellation);
            tidiedOn = today;
        }

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
