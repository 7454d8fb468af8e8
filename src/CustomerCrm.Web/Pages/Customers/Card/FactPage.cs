using System.Globalization;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>A line that stands at a place in the order of its kind: by date, then by id.</summary>
public interface IDated
{
    DateOnly On { get; }

    long Id { get; }
}

/// <summary>All facts of one kind of a customer, newest first, a page at a time.</summary>
public abstract class FactPage<TLine>(CrmDbContext db) : CardPage(db)
    where TLine : IDated
{
    public const int PageSize = 100;

    public IReadOnlyList<TLine> Lines { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Older { get; private set; }

    public bool IsFirst { get; private set; }

    /// <summary>What was taken out by hand, on the first page alone.</summary>
    public IReadOnlyList<VoidedFact> Voided { get; private set; } = [];

    protected virtual int LinesAPage => PageSize;

    /// <summary>Reads the page that begins after the line the address names: its date and id, joined by a point.</summary>
    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        (DateOnly, long)? place = null;
        if (Request.Query[BeforeKey].ToString() is { Length: > 0 } before && (place = Place(before)) is null)
        {
            return false;
        }

        IsFirst = place is null;
        var lines = await Query(id, place).Take(LinesAPage + 1).ToListAsync(cancellation);
        Lines = lines.Count > LinesAPage ? lines[..LinesAPage] : lines;
        Older = lines.Count > LinesAPage ? string.Create(CultureInfo.InvariantCulture, $"{Lines[^1].On:yyyy-MM-dd}.{Lines[^1].Id}") : null;
        if (IsFirst && VoidedOf(id) is var (subject, voided))
        {
            Voided = await VoidedFact.NewestAsync(Db, id, subject, voided, cancellation);
        }

        return true;
    }

    /// <summary>What was taken out, newest first, and what the audit calls such facts; null where nothing can be.</summary>
    protected virtual (string Subject, IQueryable<VoidedFact> Voided)? VoidedOf(long customerId) => null;

    protected abstract IQueryable<TLine> Query(long customerId, (DateOnly On, long Id)? before);

    private static (DateOnly, long)? Place(string text) =>
        text.Split('.') is [var date, var id]
        && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            ? (on, i)
            : null;
}
