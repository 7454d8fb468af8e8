using System.Runtime.CompilerServices;
using CustomerCrm.Domain;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>Reads the facts of all customers, or of some, in one statement, as a stream in the order of their ids.</summary>
public static class FactsReader
{
    /// <param name="connection">Open; busy until the stream ends.</param>
    /// <param name="customerIds">Null for all.</param>
    /// <param name="archivedFrom">Who was archived only from this moment on counts as not archived; null where archived is archived.</param>
    public static async IAsyncEnumerable<(long CustomerId, CustomerFacts Facts)> ReadAsync(
        NpgsqlConnection connection,
        DateOnly asOf,
        int windowDays,
        IReadOnlyCollection<long>? customerIds,
        [EnumeratorCancellation] CancellationToken cancellation,
        DateTimeOffset? archivedFrom = null)
    {
        await using var command = new NpgsqlCommand(Statement(customerIds is not null), connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("as_of", asOf);
        command.Parameters.AddWithValue("start", asOf.AddDays(-windowDays));
        command.Parameters.Add(new NpgsqlParameter("archived_from", NpgsqlDbType.TimestampTz) { Value = (object?)archivedFrom ?? DBNull.Value });
        if (customerIds is not null)
        {
            command.Parameters.AddWithValue("ids", customerIds.ToArray());
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return (reader.GetInt64(0), Facts(reader, asOf, windowDays));
        }
    }

    private static string Statement(bool some)
    {
        string Only(string column) => some ? $"{column} = ANY(@ids)" : "true";
        return SqlText.Read(
            "Scoring/Sql/customer_facts.sql",
            ("only_customer_id", Only("customer_id")),
            ("only_referred_by_id", Only("referred_by_id")),
            ("only_id", Only("c.id")));
    }

    private static CustomerFacts Facts(NpgsqlDataReader reader, DateOnly asOf, int windowDays) => new()
    {
        AsOf = asOf,
        WindowDays = windowDays,
        EstimatedAnnualSpend = reader.IsDBNull(1) ? null : Money.Of(reader.GetDecimal(1)),
        Contacted = reader.GetBoolean(2),
        PurchaseDays = PurchaseDays(reader, 3),
        NetRevenue = Money.Of(reader.GetDecimal(4)),
        LargestDaySales = Money.Of(reader.GetDecimal(5)),
        KnownCostOfGoods = Money.Of(reader.GetDecimal(6)),
        NetWithoutCost = Money.Of(reader.GetDecimal(7)),
        Turnover = Money.Of(reader.GetDecimal(8)),
        TurnoverWithoutCost = Money.Of(reader.GetDecimal(9)),
        ReceivableDays = reader.GetDecimal(10),
        CostEntries = Money.Of(reader.GetDecimal(11)),
        SatisfactionSum = reader.GetDecimal(12),
        SatisfactionCount = reader.GetInt32(13),
        Referrals = reader.GetInt32(14),
    };

    /// <summary>The aggregate gives no order of its own; mostly they come sorted, and sorting sorted days costs little.</summary>
    private static DateOnly[] PurchaseDays(NpgsqlDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
        {
            return [];
        }

        var days = reader.GetFieldValue<DateOnly[]>(ordinal);
        Array.Sort(days);
        return days;
    }
}
