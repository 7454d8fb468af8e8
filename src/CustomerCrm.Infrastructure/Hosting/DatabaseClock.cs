using Npgsql;

namespace CustomerCrm.Infrastructure.Hosting;

/// <summary>
/// The database's clock, as every node and command line sees it: the machine's own, put right by what the server said last. So
/// a node whose clock is wrong writes the right times and begins no day too early.
/// </summary>
public sealed class DatabaseClock(NpgsqlDataSource database, TimeProvider machine) : TimeProvider
{
    private long offsetTicks;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks));

    public override long GetTimestamp() => machine.GetTimestamp();

    /// <summary>Asks the server; to be called at the start and again and again.</summary>
    public async Task SetAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var asked = machine.GetUtcNow();
        var said = (DateTime)(await command.ExecuteScalarAsync(cancellation))!;
        var answered = machine.GetUtcNow();
        Interlocked.Exchange(ref offsetTicks, (said - asked.Add((answered - asked) / 2).UtcDateTime).Ticks);
    }
}
