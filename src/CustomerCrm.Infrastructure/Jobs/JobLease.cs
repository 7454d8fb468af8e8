using System.Globalization;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>A job in the hands of this node.</summary>
public sealed class JobLease(
    NpgsqlDataSource database,
    TimeSpan length,
    Guid token,
    long id,
    JobKind kind,
    string key,
    Actor requestedBy,
    int attempt,
    bool cancelRequested,
    string? payload) : RunWatch
{
    public long Id => id;

    public JobKind Kind => kind;

    public string Key => key;

    /// <summary>Who asked; with an id where it is somebody who signs in.</summary>
    public Actor RequestedBy => requestedBy;

    public int Attempt => attempt;

    /// <summary>What exactly is to be done, as JSON of the kind's own.</summary>
    public string? Payload => payload;

    /// <summary>Somebody wants it cancelled.</summary>
    public bool CancelRequested { get; private set; } = cancelRequested;

    private string SessionName => string.Create(CultureInfo.InvariantCulture, $"crm job {id}");

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

    /// <summary>
    /// Ends what a vanished node's run may still do and hold: a machine that hangs or lost its network closes no connection. What
    /// rests in a pool is left; the node may be there after all.
    /// </summary>
    public async Task EndWhatWasLeftAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user AND application_name = @name AND state <> 'idle'
            """);
        command.Parameters.AddWithValue("name", SessionName);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Named after the job; the pool gives the connection its own name back.</summary>
    public override async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var connection = await base.OpenAsync(database, cancellation);
        await ScoreTables.ExecuteAsync(connection, "SELECT set_config('application_name', @name, false)", cancellation, ("name", SessionName));
        return connection;
    }

    /// <summary>The fence: a run whose lease was taken over commits nothing, one that switched has ended its job and is not repeated.</summary>
    public override async Task ConfirmAsync(NpgsqlConnection connection, JobOutcome outcome, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(JobSql.Finish, connection);
        if (!await FinishAsync(command, JobState.Done, outcome, TimeSpan.Zero, cancellation))
        {
            throw new OperationCanceledException("The job was taken over.");
        }
    }

    /// <returns>False where the job is another node's by now.</returns>
    public async Task<bool> FinishAsync(JobState state, JobOutcome outcome, TimeSpan pause, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(JobSql.Finish);
        return await FinishAsync(command, state, outcome, pause, cancellation);
    }

    private async Task<bool> FinishAsync(
        NpgsqlCommand command, JobState state, JobOutcome outcome, TimeSpan pause, CancellationToken cancellation)
    {
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("token", token);
        command.Parameters.AddWithValue("state", (short)state);
        command.Parameters.Add(new NpgsqlParameter("outcome", NpgsqlDbType.Text) { Value = outcome.Written() });
        command.Parameters.AddWithValue("pause", pause);
        command.Parameters.AddWithValue("steps_done", Done);
        command.Parameters.AddWithValue("steps_total", Total);
        command.Parameters.AddWithValue("given_back", state == JobState.Queued && pause == TimeSpan.Zero);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }
}
