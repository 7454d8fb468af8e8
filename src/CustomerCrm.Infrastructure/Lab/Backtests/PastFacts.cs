using System.Runtime.CompilerServices;
using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Lab.Backtests;

/// <summary>Reads facts as of a date over a window, by rising ids.</summary>
internal delegate IAsyncEnumerable<(long CustomerId, CustomerFacts Facts)> ReadFacts(
    NpgsqlConnection connection, DateOnly asOf, int windowDays, CancellationToken cancellation);

/// <summary>
/// What was known on a past date: facts dated up to it, corrected as the books are corrected today, of whoever was not archived by then.
/// </summary>
/// <param name="zone">The firm's: its day ends when that of the zone does.</param>
internal sealed class PastFacts(TimeZoneInfo zone)
{
    public async IAsyncEnumerable<(long CustomerId, CustomerFacts Facts)> ReadAsync(
        NpgsqlConnection connection, DateOnly asOf, int windowDays, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var dayAfter = FirmCalendar.StartOf(asOf.AddDays(1), zone);
        await foreach (var (customer, facts) in FactsReader.ReadAsync(connection, asOf, windowDays, null, cancellation, dayAfter))
        {
            yield return (customer, PastPolicy.Known(facts));
        }
    }
}
