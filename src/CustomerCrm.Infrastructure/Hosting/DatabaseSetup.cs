using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Hosting;

/// <summary>Brings the database to this version's shape, and the one row each that firm and draft need.</summary>
public sealed class DatabaseSetup(NpgsqlDataSource database, IDbContextFactory<CrmDbContext> contexts, FirmOptions options, TimeProvider clock)
{
    private const int OldestServer = 15;

    /// <summary>Safe to call from several processes at once: migrations take a lock of their own.</summary>
    /// <exception cref="SettingException">The server is too old or not to be had; the message is one sentence.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await CheckServerAsync(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.MigrateAsync(cancellation);
        if (clock is DatabaseClock databaseClock)
        {
            await databaseClock.SetAsync(cancellation);
        }

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

    private async Task CheckServerAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            if (connection.PostgreSqlVersion.Major < OldestServer)
            {
                throw new SettingException(
                    $"The database server is PostgreSQL {connection.PostgreSqlVersion}; {OldestServer} or newer is needed.");
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // The migration makes the database.
        }
        catch (NpgsqlException e)
        {
            throw new SettingException($"The database cannot be reached: {e.Message}");
        }
    }
}
