using System.Data;
using System.Text;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Portfolio.Movements;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Portfolio.Tables;

/// <summary>
/// Tables of the dashboard as files: the figures of the page, which the row filter made, in the form of every export. That somebody
/// took one out stands in the audit before he has it.
/// </summary>
public sealed class BoardFiles(CrmDbContext db, TimeProvider clock)
{
    /// <param name="table">Its name on the page.</param>
    /// <returns>Null where the page has no such table.</returns>
    public async Task<byte[]?> WriteAsync(KeptFigures figures, string table, CancellationToken cancellation)
    {
        var (file, filter) = figures switch
        {
            PortfolioFigures portfolio => (OverviewTables.Find(portfolio, table), portfolio.Filter),
            MovementFigures movements => (MovementTables.Find(movements, table), movements.Filter),
            GroupFigures groups => (GroupTables.Find(groups, table), groups.Filter),
            _ => throw new ArgumentException("There is no page of these figures.", nameof(figures)),
        };
        if (file is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        // By its mark a spreadsheet knows that names in Chinese are no gibberish.
        bytes.Write(Encoding.UTF8.Preamble);
        var rows = await file.WriteAsync(bytes, cancellation);
        await AuditAsync(table, rows, filter, cancellation);
        return bytes.ToArray();
    }

    private async Task AuditAsync(string table, int rows, CustomerFilter filter, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await AuditLog.WriteAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), clock.GetUtcNow(), db.Viewer.Actor, "exported", "export", null,
            new
            {
                kind = "dashboard-" + table,
                rows,
                owner = Said(filter.Owner),
                team = Said(filter.Team),
                region = Said(filter.Region),
                source = Said(filter.Source),
            },
            cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static object? Said(Choice? choice) => choice is null ? null : choice.IsMe ? "me" : choice.Id is { } id ? id : "none";
}
