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

/// <summary>What "today" is: the scoring date that command line, jobs, forms and pages all mean.</summary>
public sealed class FirmCalendar(IDbContextFactory<CrmDbContext> contexts, FirmOptions options, TimeProvider clock)
{
    public async Task<DateOnly> ScoringDateAsync(CancellationToken cancellation) =>
        options.ScoringDate ?? (await FirmAsync(cancellation)).ScoringDateAt(clock.GetUtcNow());

    /// <summary>The fixed scoring date, where there is one.</summary>
    public async Task<DateOnly?> FixedDateAsync(CancellationToken cancellation) =>
        options.ScoringDate ?? (await FirmAsync(cancellation)).ScoringDate;

    private async Task<Firm> FirmAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Firms.AsNoTracking().SingleAsync(cancellation);
    }
}
