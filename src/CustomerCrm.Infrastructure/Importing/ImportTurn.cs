using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>Imports and undos change the same rows in sets, so one of them works at a time, until its transaction ends.</summary>
internal static class ImportTurn
{
    private const long ImportLock = 0x43524D_03;

    /// <param name="waiting">Called once where another one is under way and this one waits for it.</param>
    /// <returns>False where another one is under way and this one does not wait.</returns>
    public static async Task<bool> TakeAsync(NpgsqlConnection connection, Action? waiting, bool noWait, CancellationToken cancellation)
    {
        if (!await ScoreTables.ScalarAsync<bool>(connection, $"SELECT pg_try_advisory_xact_lock({ImportLock})", cancellation))
        {
            if (noWait)
            {
                return false;
            }

            waiting?.Invoke();
            await ScoreTables.ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({ImportLock})", cancellation);
        }

        return true;
    }
}
