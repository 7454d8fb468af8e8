using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Hosting;

/// <summary>Brings the database to this version's shape, and the one row each that firm and draft need.</summary>
public sealed class DatabaseSetup(IDbContextFactory<CrmDbContext> contexts, FirmOptions options)
{
    private const int OldestServer = 15;

    /// <summary>Safe to call from several processes at once: migrations take a lock of their own.</summary>
    /// <exception cref="SettingException">The server is too old or not to be had; the message is one sentence.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CheckServerAsync(db, cancellation);
        await db.Database.MigrateAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO firm (id, name, currency, time_zone, reps_see, managers_see)
            VALUES ({Firm.TheOnlyId}, '', {options.Currency ?? FirmOptions.DefaultCurrency},
                {options.TimeZone ?? FirmOptions.DefaultTimeZone}, {(short)Visibility.All}, {(short)Visibility.All})
            ON CONFLICT DO NOTHING
            """,
            cancellation);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO policy_draft (id, content) VALUES ({PolicyDraft.TheOnlyId}, jsonb_build_object()) ON CONFLICT DO NOTHING",
            cancellation);
    }

    private static async Task CheckServerAsync(CrmDbContext db, CancellationToken cancellation)
    {
        try
        {
            await db.Database.OpenConnectionAsync(cancellation);
            var version = ((NpgsqlConnection)db.Database.GetDbConnection()).PostgreSqlVersion;
            if (version.Major < OldestServer)
            {
                throw new SettingException($"The database server is PostgreSQL {version}; {OldestServer} or newer is needed.");
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // A database that does not exist yet is made by the migration.
        }
        catch (NpgsqlException e)
        {
            throw new SettingException($"The database cannot be reached: {e.Message}");
        }
        catch (InvalidOperationException e) when (e.InnerException is NpgsqlException inner)
        {
            throw new SettingException($"The database cannot be reached: {inner.Message}");
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
