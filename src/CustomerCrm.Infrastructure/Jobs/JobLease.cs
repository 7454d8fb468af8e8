using CustomerCrm.Infrastructure.Scoring;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>A job in the hands of this node.</summary>
internal sealed class JobLease(
    NpgsqlDataSource database,
    TimeSpan length,
    Guid token,
    long id,
    JobKind kind,
    string key,
    string requestedBy,
    int attempt,
    bool cancelRequested,
    LeftBackend? left) : RunWatch
{
    public long Id => id;

    public JobKind Kind => kind;

    public string Key => key;

    public string RequestedBy => requestedBy;

    public int Attempt => attempt;

    /// <summary>Somebody wants it cancelled.</summary>
    public bool CancelRequested { get; private set; } = cancelRequested;

    /// <returns>False where the job is another node's by now.</returns>
    public async Task<bool> RenewAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(JobSql.Renew);
        command.CommandTimeout = Math.Max(1, (int)(length.TotalSeconds / 4));
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("token", token);
        command.Parameters.AddWithValue("lease", length);
        command.Parameters.AddWithValue("done", Done);
        command.Parameters.AddWithValue("total", Total);
        if (await command.ExecuteScalarAsync(cancellation) is not bool cancel)
        {
            return false;
        }

        CancelRequested |= cancel;
        return true;
    }

    /// <summary>Ends what a vanished node's server process may still do: a machine that lost its network closes no connection.</summary>
    public async Task EndWhatWasLeftAsync(CancellationToken cancellation)
    {
        if (left is null)
        {
            return;
        }

        await using var command = database.CreateCommand(
            """
            SELECT pg_terminate_backend(a.pid)
            FROM pg_stat_activity a
            JOIN pg_locks l ON l.pid = a.pid AND l.locktype = 'advisory' AND l.objid = @run_lock AND l.granted
            WHERE a.pid = @pid AND a.backend_start = @started
            """);
        command.Parameters.Add(new NpgsqlParameter("run_lock", NpgsqlDbType.Oid) { Value = (uint)ScoreTables.RunLock });
        command.Parameters.AddWithValue("pid", left.Pid);
        command.Parameters.AddWithValue("started", left.StartedAt);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public override async Task LockedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Beside the run's own transaction, so that it can be seen at once.
        await using var command = database.CreateCommand(
            """
            UPDATE jobs SET backend_pid = a.pid, backend_started_at = a.backend_start
            FROM pg_stat_activity a
            WHERE a.pid = @pid AND id = @id AND lease_token = @token
            """);
        command.Parameters.AddWithValue("pid", connection.ProcessID);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("token", token);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The fence: a run whose lease was taken over commits nothing, one that switched has ended its job and is not repeated.</summary>
    public override async Task ConfirmAsync(NpgsqlConnection connection, string outcome, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(JobSql.Finish, connection);
        if (!await FinishAsync(command, JobState.Done, outcome, TimeSpan.Zero, cancellation))
        {
            throw new OperationCanceledException("The job was taken over.");
        }
    }

    /// <returns>False where the job is another node's by now.</returns>
    public async Task<bool> FinishAsync(JobState state, string outcome, TimeSpan pause, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(JobSql.Finish);
        return await FinishAsync(command, state, outcome, pause, cancellation);
    }

    private async Task<bool> FinishAsync(
        NpgsqlCommand command, JobState state, string outcome, TimeSpan pause, CancellationToken cancellation)
    {
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("token", token);
        command.Parameters.AddWithValue("state", (short)state);
        command.Parameters.Add(new NpgsqlParameter("outcome", NpgsqlDbType.Text) { Value = outcome });
        command.Parameters.AddWithValue("pause", pause);
        command.Parameters.AddWithValue("steps_done", Done);
        command.Parameters.AddWithValue("steps_total", Total);
        command.Parameters.AddWithValue("given_back", state == JobState.Queued && pause == TimeSpan.Zero);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }
}
