using System.Text.Json;
using CustomerCrm.TestSupport;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Tests.Importing.Corpus;

/// <summary>What stands in the database, in the words of the files: kind, key, column, text. Money has its cents, other numbers no zeros behind.</summary>
internal static class StoredValues
{
    private static readonly Dictionary<string, string> Queries = new()
    {
        ["customers"] = """
            SELECT c.customer_key AS key, c.name, CASE c.kind WHEN 1 THEN 'company' WHEN 2 THEN 'person' END AS kind, c.local_name,
                c.member_card_no, c.phone, c.email, r.name AS region, c.country, c.city, c.industry, c.business_type, s.name AS source,
                u.email AS owner_email, c.estimated_annual_spend::text, b.customer_key AS referred_by_key, c.first_contact_on::text,
                (SELECT string_agg(t.name, '|' ORDER BY t.name COLLATE "C") FROM customer_tags x JOIN tags t ON t.id = x.tag_id
                 WHERE x.customer_id = c.id) AS tags
            FROM customers c LEFT JOIN regions r ON r.id = c.region_id LEFT JOIN sources s ON s.id = c.source_id
            LEFT JOIN users u ON u.id = c.owner_id LEFT JOIN customers b ON b.id = c.referred_by_id
            """,
        ["orders"] = """
            SELECT o.order_no AS key, c.customer_key, o.ordered_on::text, CASE o.kind WHEN 1 THEN 'sale' WHEN 2 THEN 'return' END AS kind,
                o.gross::text, o.discount::text, o.net::text, o.cost_of_goods::text, o.currency, trim_scale(o.fx_rate)::text AS fx_rate,
                o.base_net::text, o.base_cost_of_goods::text, o.due_on::text, o.paid_on::text
            FROM orders o JOIN customers c ON c.id = o.customer_id
            """,
        ["order-lines"] = """
            SELECT o.order_no || '/' || l.line_no AS key, l.product_code, l.product_name, l.category, trim_scale(l.quantity)::text AS quantity,
                trim_scale(l.unit_price)::text AS unit_price, l.discount::text, l.net::text, l.cost_of_goods::text
            FROM order_lines l JOIN orders o ON o.id = l.order_id
            """,
        ["costs"] = """
            SELECT e.cost_no AS key, c.customer_key, a.name AS activity, e.incurred_on::text, trim_scale(e.quantity)::text AS quantity,
                e.amount::text, e.note
            FROM cost_entries e JOIN customers c ON c.id = e.customer_id JOIN cost_activities a ON a.id = e.activity_id
            """,
        ["activities"] = """
            SELECT a.name || '/' || coalesce(r.valid_from::text, '') AS key, a.unit, trim_scale(r.rate)::text AS rate
            FROM cost_activities a LEFT JOIN cost_rates r ON r.activity_id = a.id
            """,
        ["surveys"] = """
            SELECT s.survey_no AS key, c.customer_key, s.answered_on::text, trim_scale(s.satisfaction)::text AS satisfaction,
                trim_scale(s.recommend)::text AS recommend
            FROM survey_answers s JOIN customers c ON c.id = s.customer_id
            """,
    };

    /// <summary>How many rows there are of each kind.</summary>
    public static async Task<Dictionary<string, long>> CountAsync(TestCrm crm)
    {
        var rows = await crm.RowsAsync(string.Join(" UNION ALL ", Queries.Select(q => $"SELECT '{q.Key}', count(*) FROM ({q.Value}) q")));
        return rows.Select(row => row.Split('|')).ToDictionary(cells => cells[0], cells => long.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Rows of a kind by key; a key that is not there has none.</summary>
    public static async Task<Dictionary<string, Dictionary<string, string?>>> ReadAsync(TestCrm crm, string kind, IEnumerable<string> keys)
    {
        await using var command = crm.Source.CreateCommand($"SELECT to_json(q)::text FROM ({Queries[kind]}) q WHERE q.key = ANY(@keys)");
        command.Parameters.AddWithValue("keys", NpgsqlDbType.Array | NpgsqlDbType.Text, keys.ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<string, Dictionary<string, string?>>();
        while (await reader.ReadAsync())
        {
            var row = JsonSerializer.Deserialize<Dictionary<string, string?>>(reader.GetString(0))!;
            rows.Add(row["key"]!, row);
        }

        return rows;
    }
}
