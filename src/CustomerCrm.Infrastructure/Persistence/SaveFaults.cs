using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>Why a save was refused that was right when it was checked: somebody else came first.</summary>
public enum SaveFault
{
    /// <summary>The key is another row's by now.</summary>
    Taken,

    /// <summary>The row was changed or removed since it was read.</summary>
    Changed,

    /// <summary>A row that is pointed at went, or one that goes is pointed at by now.</summary>
    Dangling,

    /// <summary>Two writes waited for each other and this one gave way; the same again will do.</summary>
    Busy,
}

/// <summary>The one place that knows by which exceptions a lost race shows itself; nothing of such a save was kept.</summary>
public static class SaveFaults
{
    /// <summary>Saves, or tells who came first; then the context has forgotten everything and may read anew.</summary>
    public static async Task<SaveFault?> TrySaveAsync(this CrmDbContext db, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (Exception e) when (Of(e) is { } fault)
        {
            db.ChangeTracker.Clear();
            return fault;
        }
    }

    /// <returns>Null for what is no lost race.</returns>
    internal static SaveFault? Of(Exception exception) =>
        exception is DbUpdateConcurrencyException ? SaveFault.Changed
        : Deadlocks.IsLost(exception) ? SaveFault.Busy
        : Violation(exception)?.SqlState switch
        {
            PostgresErrorCodes.UniqueViolation => SaveFault.Taken,
            PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation => SaveFault.Dangling,
            _ => null,
        };

    /// <summary>The index that says so; empty where it was no key.</summary>
    internal static string TakenIndex(Exception exception) => Violation(exception)?.ConstraintName ?? "";

    private static PostgresException? Violation(Exception exception) =>
        exception as PostgresException ?? exception.InnerException as PostgresException;
}
