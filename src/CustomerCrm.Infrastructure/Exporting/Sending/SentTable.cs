using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Exporting.Sending;

/// <summary>
/// Sends a table to somebody row by row and says so in the audit. He has what was sent, also where he hung up or the database
/// failed under it, so that is audited too, as far as it came.
/// </summary>
internal sealed class SentTable(CrmDbContext db, TimeProvider clock)
{
    /// <param name="filter">What the rows were narrowed by, as an address says it; null for nothing.</param>
    /// <returns>How many rows.</returns>
    public async Task<int> SendAsync(
        CsvTable table, string kind, DateOnly? asOf, string? filter, Stream to, CancellationToken cancellation)
    {
        var rows = 0;
        var isWhole = false;
        try
        {
            await table.WriteAsync(to, cancellation, mark: true, written: count => rows = count);
            isWhole = true;
            return rows;
        }
        finally
        {
            // Whatever becomes of the request; a snapshot that failed is of no more use.
            await EndSnapshotAsync(isWhole);
            await db.Database.OpenConnectionAsync(CancellationToken.None);
            await AuditLog.WriteAsync(
                (NpgsqlConnection)db.Database.GetDbConnection(), clock.GetUtcNow(), db.Viewer.Actor, "exported", "export", null,
                new { kind, rows, asOf, filter, cutOff = isWhole ? (bool?)null : true }, CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task EndSnapshotAsync(bool isWhole)
    {
        if (db.Database.CurrentTransaction is not { } snapshot)
        {
            return;
        }

        if (isWhole)
        {
            await snapshot.CommitAsync(CancellationToken.None);
        }
        else
        {
            await snapshot.RollbackAsync(CancellationToken.None);
        }

        await snapshot.DisposeAsync();
    }
}
