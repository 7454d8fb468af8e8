using CustomerCrm.Domain.CostToServe;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.CostToServe;

public enum RateFault
{
    /// <summary>Another activity has the name.</summary>
    NameTaken,

    /// <summary>Entries would be left without a rate for their date.</summary>
    LeavesEntriesWithoutRate,

    /// <summary>Somebody removed it meanwhile.</summary>
    Gone,

    /// <summary>Another change got in the way; the same again will do.</summary>
    Busy,
}

/// <summary>How a change of rates ended.</summary>
/// <param name="Repriced">How many entries got another amount.</param>
public sealed record RateChange(RateFault? Fault, int Repriced = 0);

/// <summary>
/// Activities and their rates by date, as an admin keeps them. A rate that is entered, corrected or removed prices the entries
/// without a given amount anew, and their customers are scored, all in one transaction.
/// </summary>
public sealed class RateBook(CrmDbContext db, TimeProvider clock)
{
    public async Task<(long? Id, RateFault? Fault)> AddAsync(string name, string unit, CancellationToken cancellation)
    {
        var activity = new CostActivity { Name = name, Unit = unit };
        db.CostActivities.Add(activity);
        var change = await SaveAsync(activity, reprice: false, cancellation);
        return change.Fault is null ? (activity.Id, null) : (null, change.Fault);
    }

    /// <summary>Enters the rate from a date on, or corrects the one of that date.</summary>
    public async Task<RateChange> SetAsync(long activityId, DateOnly validFrom, decimal rate, CancellationToken cancellation)
    {
        if (await FindAsync(activityId, cancellation) is not { } activity)
        {
            return new RateChange(RateFault.Gone);
        }

        if (activity.Rates.SingleOrDefault(r => r.ValidFrom == validFrom) is { } old)
        {
            db.Entry(old).Property(r => r.Rate).CurrentValue = rate;
        }
        else
        {
            activity.Rates.Add(new CostRate { ValidFrom = validFrom, Rate = rate });
        }

        return await SaveAsync(activity, reprice: true, cancellation);
    }

    public async Task<RateChange> RemoveAsync(long activityId, DateOnly validFrom, CancellationToken cancellation)
    {
        if (await FindAsync(activityId, cancellation) is not { } activity
            || activity.Rates.SingleOrDefault(r => r.ValidFrom == validFrom) is not { } rate)
        {
            return new RateChange(RateFault.Gone);
        }

        activity.Rates.Remove(rate);
        return await SaveAsync(activity, reprice: true, cancellation);
    }

    private Task<CostActivity?> FindAsync(long id, CancellationToken cancellation) =>
        db.CostActivities.Include(a => a.Rates).SingleOrDefaultAsync(a => a.Id == id, cancellation);

    private async Task<RateChange> SaveAsync(CostActivity activity, bool reprice, CancellationToken cancellation)
    {
        if (!db.ChangeTracker.HasChanges())
        {
            return new RateChange(null);
        }

        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await db.SaveChangesAsync(cancellation);
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            var (customers, repriced, isWhole) = reprice ? await RepriceAsync(connection, activity.Id, cancellation) : ([], 0, true);
            if (!isWhole)
            {
                return new RateChange(RateFault.LeavesEntriesWithoutRate);
            }

            await TouchedCustomers.ScoreAsync(connection, customers, clock.GetUtcNow(), cancellation);
            await transaction.CommitAsync(cancellation);
            return new RateChange(null, repriced);
        }
        catch (Exception e) when (SaveFaults.Of(e) is { } fault)
        {
            return new RateChange(fault switch
            {
                SaveFault.Changed or SaveFault.Dangling => RateFault.Gone,
                // A rate of the same date that somebody entered at the same moment is corrected by the next save.
                SaveFault.Taken when !reprice => RateFault.NameTaken,
                SaveFault.Taken or SaveFault.Busy => RateFault.Busy,
            });
        }
    }

    private static async Task<(HashSet<long> Customers, int Repriced, bool IsWhole)> RepriceAsync(
        NpgsqlConnection connection, long activityId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Read("CostToServe/Sql/reprice.sql"), connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("activity", activityId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (customers, repriced, isWhole) = (new HashSet<long>(), 0, true);
        while (await reader.ReadAsync(cancellation))
        {
            customers.Add(reader.GetInt64(0));
            repriced++;
            isWhole &= !reader.GetBoolean(1);
        }

        return (customers, repriced, isWhole);
    }
}
