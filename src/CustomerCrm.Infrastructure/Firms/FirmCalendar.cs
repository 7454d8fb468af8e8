using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Firms;

/// <summary>The firm's settings from configuration; the first start keeps currency and time zone in the database.</summary>
/// <param name="ScoringDate">A fixed scoring date that wins over the stored one, from <c>Firm__ScoringDate</c>.</param>
public sealed record FirmOptions(string? Currency, string? TimeZone, DateOnly? ScoringDate)
{
    public const string DefaultCurrency = "EUR";
    public const string DefaultTimeZone = "UTC";
}

/// <param name="Today">In the firm's time zone, whatever date scores are fixed to.</param>
/// <param name="Midnight">When it began; where clocks skip midnight, its first moment.</param>
/// <param name="ScoringDate">The fixed date, else today.</param>
public sealed record FirmDay(DateOnly Today, DateTimeOffset Midnight, DateOnly ScoringDate);

/// <summary>What "today" is: the scoring date that command line, jobs, forms and pages all mean.</summary>
public sealed class FirmCalendar(IDbContextFactory<CrmDbContext> contexts, FirmOptions options, TimeProvider clock)
{
    public async Task<DateOnly> ScoringDateAsync(CancellationToken cancellation) =>
        options.ScoringDate ?? (await FirmAsync(cancellation)).ScoringDateAt(clock.GetUtcNow());

    /// <summary>The fixed scoring date, where there is one.</summary>
    public async Task<DateOnly?> FixedDateAsync(CancellationToken cancellation) =>
        options.ScoringDate ?? (await FirmAsync(cancellation)).ScoringDate;

    /// <summary>The firm's day, for what is due once a day.</summary>
    public async Task<FirmDay> DayAsync(CancellationToken cancellation)
    {
        var firm = await FirmAsync(cancellation);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(firm.TimeZone);
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return new FirmDay(today, StartOf(today, zone), options.ScoringDate ?? firm.ScoringDateAt(now));
    }

    /// <summary>When a day begins in a zone; where clocks skip midnight, its first moment.</summary>
    public static DateTimeOffset StartOf(DateOnly date, TimeZoneInfo zone)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private async Task<Firm> FirmAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Firms.AsNoTracking().SingleAsync(cancellation);
    }
}
