using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Firms;

/// <summary>What every page needs to know of the firm.</summary>
/// <param name="FixedDate">The scoring date while it is fixed.</param>
public sealed record FirmSnapshot(
    string Name, string Currency, string TimeZone, DateOnly? FixedDate, Visibility RepsSee, Visibility ManagersSee, string? Language = null)
{
    /// <summary>The firm's scoring date: what today is on every page.</summary>
    public DateOnly TodayAt(DateTimeOffset now) => FixedDate ?? DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);
}

/// <summary>The firm's settings, read again after a few seconds so that a change on any node is soon seen on all.</summary>
public sealed class FirmSettings(IDbContextFactory<CrmDbContext> contexts, FirmOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    // Narrow until the first reading, so that nothing is shown by mistake.
    private volatile FirmSnapshot current = new(
        "", options.Currency ?? FirmOptions.DefaultCurrency, options.TimeZone ?? FirmOptions.DefaultTimeZone, options.ScoringDate,
        Visibility.Own, Visibility.Team);

    private long readAt;

    /// <summary>As last read; for pages that must work without the database.</summary>
    public FirmSnapshot Current => current;

    public async ValueTask<FirmSnapshot> GetAsync(CancellationToken cancellation)
    {
        if (clock.GetElapsedTime(Interlocked.Read(ref readAt)) > Age)
        {
            await RefreshAsync(cancellation);
        }

        return current;
    }

    /// <summary>Reads now; whoever changes the settings calls it to see the change at once on this node.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var firm = await db.Firms.AsNoTracking().SingleAsync(cancellation);
        current = new FirmSnapshot(
            firm.Name, firm.Currency, firm.TimeZone, options.ScoringDate ?? firm.ScoringDate, firm.RepsSee, firm.ManagersSee,
            firm.Language);
        Interlocked.Exchange(ref readAt, start);
    }
}
