using System.Data;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Exporting.Sending;

/// <summary>Sends a list as its reader sees it: these rows in this order, these columns, from one snapshot, and says so in the audit.</summary>
public sealed class ListExporter(CrmDbContext db, TimeProvider clock)
{
    /// <param name="list">What the list is called in the audit.</param>
    /// <param name="filter">What it is narrowed by, as its address says it; null for nothing.</param>
    /// <param name="rows">Read inside the snapshot.</param>
    public async Task SendAsync<TRow>(
        string list, string? filter, IReadOnlyList<(string Name, Func<TRow, string> Cell)> columns, IAsyncEnumerable<TRow> rows, Stream to,
        CancellationToken cancellation)
    {
        var timeout = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(0);
        try
        {
            await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await new SentTable(db, clock).SendAsync(CsvTable.Of(columns, rows), list, null, filter, to, cancellation);
        }
        finally
        {
            db.Database.SetCommandTimeout(timeout);
        }
    }
}
