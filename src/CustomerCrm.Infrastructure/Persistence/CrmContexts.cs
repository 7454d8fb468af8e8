using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>Contexts over a connection and transaction that somebody else leads.</summary>
internal static class CrmContexts
{
    public static CrmDbContext Over(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        var viewer = new ViewerContext { Current = Viewer.Everything(Actor.System) };
        var db = new CrmDbContext(new DbContextOptionsBuilder<CrmDbContext>().UseNpgsql(connection).Options, viewer);
        db.Database.UseTransaction(transaction);
        return db;
    }
}
