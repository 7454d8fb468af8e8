using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Bench.Chaos.Load;

/// <summary>
/// What the list and the cards say of customers whom no writer touches: it stays, through every run, switch and failure, since
/// the date, the version and their facts stay.
/// </summary>
internal sealed class Standing
{
    private const int Ranked = 400;
    private const int Cards = 5_000;

    private Standing(IReadOnlyList<(long Id, int Rank)> ranking, IReadOnlyDictionary<long, string> tiers)
    {
        (Ranking, Tiers, Ids) = (ranking, tiers, [.. tiers.Keys]);
    }

    /// <summary>The best, in the order of the list.</summary>
    public IReadOnlyList<(long Id, int Rank)> Ranking { get; }

    /// <summary>The tier shown, as a page's markup says it.</summary>
    public IReadOnlyDictionary<long, string> Tiers { get; }

    public IReadOnlyList<long> Ids { get; }

    /// <summary>Writers keep to every tenth customer.</summary>
    public static bool IsWrittenTo(long id) => id % 10 == 7;

    public static async Task<Standing> ReadAsync(BenchCrm crm)
    {
        var ranking = new List<(long, int)>();
        var tiers = new Dictionary<long, string>();
        await using var command = crm.Source.CreateCommand(
            $"""
            (SELECT customer_id, coalesce(composite, -1), shown_tier, true FROM current_scores WHERE customer_id % 10 <> 7
            ORDER BY coalesce(composite, -1) DESC, customer_id DESC LIMIT {Ranked})
            UNION ALL
            (SELECT customer_id, coalesce(composite, -1), shown_tier, false FROM current_scores WHERE customer_id % 10 <> 7
            ORDER BY md5(customer_id::text) LIMIT {Cards})
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var id = reader.GetInt64(0);
            tiers[id] = ((Tier)reader.GetInt16(2)).ToString();
            if (reader.GetBoolean(3))
            {
                ranking.Add((id, reader.GetInt32(1)));
            }
        }

        return new Standing(ranking, tiers);
    }
}
