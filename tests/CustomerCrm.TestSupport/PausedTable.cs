using System.Globalization;
using Npgsql;

namespace CustomerCrm.TestSupport;

/// <summary>
/// Holds up whoever writes to a table, at the beginning of his statement, until this is opened: the way to have a test act in
/// the middle of a run or an import without a timer.
/// </summary>
public sealed class PausedTable : IAsyncDisposable
{
    private static int _gates = 4_242_000;

    private readonly TestCrm _crm;
    private readonly NpgsqlConnection _holder;
    private readonly string _table;
    private readonly int _gate;

    private PausedTable(TestCrm crm, NpgsqlConnection holder, string table, int gate) =>
        (_crm, _holder, _table, _gate) = (crm, holder, table, gate);

    /// <param name="events">Which writers to hold up.</param>
    public static async Task<PausedTable> CloseAsync(TestCrm crm, string table, string events = "INSERT OR UPDATE OR DELETE")
    {
        var gate = Interlocked.Increment(ref _gates);
        await crm.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            CREATE FUNCTION wait_{gate}() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_advisory_xact_lock_shared({gate}); RETURN NULL; END $$;
            CREATE TRIGGER wait_{gate} BEFORE {events} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION wait_{gate}();
            """));
        var holder = await crm.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({gate})", holder);
        await command.ExecuteNonQueryAsync();
        return new PausedTable(crm, holder, table, gate);
    }

    /// <summary>Waits until somebody stands before the table.</summary>
    public async Task ArrivedAsync()
    {
        var waiting = string.Create(CultureInfo.InvariantCulture, $"""
            pg_locks WHERE locktype = 'advisory' AND objid = {_gate} AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """);
        await Patience.UntilAsync(async () => await _crm.CountAsync(waiting) > 0);
    }

    public async Task OpenAsync()
    {
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({_gate})", _holder);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", _holder))
            await command.ExecuteNonQueryAsync();
        await _holder.DisposeAsync();
        await _crm.ExecuteAsync(string.Create(
            CultureInfo.InvariantCulture, $"DROP TRIGGER wait_{_gate} ON {_table}; DROP FUNCTION wait_{_gate}()"));
    }
}
