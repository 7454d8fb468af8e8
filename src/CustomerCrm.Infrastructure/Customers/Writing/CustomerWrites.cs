using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Customers.Writing;

/// <summary>How a write by hand ended. Where it was not saved nothing was written, and the form is shown again.</summary>
public abstract record SaveOutcome
{
    /// <summary>Written, audited and scored.</summary>
    public sealed record Saved(ScoreMove? Move) : SaveOutcome;

    /// <summary>Somebody else changed the same row since it was read.</summary>
    public sealed record Conflict : SaveOutcome;

    /// <summary>A key that is another row's.</summary>
    /// <param name="Index">The unique index that says so.</param>
    public sealed record Taken(string Index) : SaveOutcome;

    /// <summary>Two writes waited for each other and this one gave way; the same again will do.</summary>
    public sealed record Busy : SaveOutcome;
}

/// <summary>What a write did to a customer's score; before is null for who had none.</summary>
public sealed record ScoreMove(CustomerScorePoint? Before, CustomerScorePoint? After);

/// <summary>The score at one side of a write.</summary>
/// <param name="Tier">The shown one.</param>
/// <param name="Composite">As the row keeps it: in hundredths of a point; null for who never bought.</param>
/// <param name="Computed">Without pin and grace.</param>
public sealed record CustomerScorePoint(Tier Tier, int? Composite, Tier Computed, Guard Guards);

/// <summary>
/// The one way by which pages write what belongs to customers: what the context tracks is saved with its audit rows, the
/// customer's facts are scored, all in one transaction.
/// </summary>
public sealed class CustomerWrites(CrmDbContext db, TimeProvider clock)
{
    /// <summary>Adds a new customer and scores him, so that the list shows him at once.</summary>
    public async Task<SaveOutcome> AddAsync(Customer customer, CancellationToken cancellation)
    {
        db.Customers.Add(customer);
        await NewIds.GiveAsync(db, cancellation);
        return await SaveAsync([customer.Id, .. customer.ReferredById is { } referrer ? [referrer] : Array.Empty<long>()], cancellation);
    }

    /// <summary>
    /// A part of the customer changes, so his row changes with it and its version is asked: also within the same tick of the clock.
    /// </summary>
    public void Touch(Customer customer)
    {
        customer.Touch(clock.GetUtcNow());
        db.Entry(customer).Property(c => c.ChangedAt).IsModified = true;
    }

    /// <summary>Saves a change that no score depends on.</summary>
    public Task<SaveOutcome> SaveAsync(CancellationToken cancellation) => SaveAsync([], cancellation);

    /// <summary>Saves, and scores whose facts changed.</summary>
    /// <param name="scored">The customers whose facts changed; the first one's move is told.</param>
    public async Task<SaveOutcome> SaveAsync(IReadOnlyList<long> scored, CancellationToken cancellation)
    {
        if (!db.ChangeTracker.HasChanges())
        {
            return new SaveOutcome.Saved(null);
        }

        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var before = await PointAsync(scored, cancellation);
            await db.SaveChangesAsync(cancellation);
            if (scored.Count > 0)
            {
                await TouchAsync(scored, cancellation);
                var connection = (NpgsqlConnection)db.Database.GetDbConnection();
                await TouchedCustomers.ScoreAsync(connection, scored, clock.GetUtcNow(), cancellation);
            }

            var after = await PointAsync(scored, cancellation);
            await transaction.CommitAsync(cancellation);
            return new SaveOutcome.Saved(scored.Count == 0 ? null : new ScoreMove(before, after));
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>
    /// The customer's row changes with his facts and its version is not asked: two people at different facts of one customer do
    /// not clash, who edits the customer himself does. It is no edit of his own fields, so it is neither told nor taken from his
    /// import.
    /// </summary>
    private Task<int> TouchAsync(IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return db.Customers.Where(c => ids.Contains(c.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ChangedAt, now), cancellation);
    }

    private static SaveOutcome? Refusal(Exception exception) => SaveFaults.Of(exception) switch
    {
        SaveFault.Changed => new SaveOutcome.Conflict(),
        SaveFault.Taken => new SaveOutcome.Taken(SaveFaults.TakenIndex(exception)),
        SaveFault.Busy or SaveFault.Dangling => new SaveOutcome.Busy(),
        null => null,
    };

    private async Task<CustomerScorePoint?> PointAsync(IReadOnlyList<long> scored, CancellationToken cancellation)
    {
        if (scored.Count == 0)
        {
            return null;
        }

        var id = scored[0];
        return await db.CurrentScores.AsNoTracking()
            .Where(s => s.CustomerId == id)
            .Select(s => new CustomerScorePoint(s.ShownTier, s.Composite, s.ComputedTier, s.Guards))
            .SingleOrDefaultAsync(cancellation);
    }
}
