using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Security;

/// <summary>Tells whether anything at all was written: rows and newest row version of every table.</summary>
internal static class Fingerprint
{
    public static async Task<string> OfAsync(CrmDbContext db)
    {
        var tables = await db.Database
            .SqlQuery<string>($"SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
            .ToListAsync();
        var prints = new List<string>();
        foreach (var table in tables)
        {
            var sql = $"SELECT count(*) || ':' || coalesce(max(xmin::text::bigint), 0) AS \"Value\" FROM \"{table}\"";
            prints.Add($"{table} {await db.Database.SqlQueryRaw<string>(sql).SingleAsync()}");
        }

        return string.Join('\n', prints);
    }
}
