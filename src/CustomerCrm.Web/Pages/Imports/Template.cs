using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Web.Pages.Imports;

/// <summary>A file of each kind to start from: every column, and one row as an example.</summary>
internal static class Template
{
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["customer_key"] = "C-1001",
        ["name"] = "Example Trading Ltd",
        ["local_name"] = "示例贸易有限公司",
        ["member_card_no"] = "880001",
        ["phone"] = "020 7946 0991",
        ["email"] = "office@example.com",
        ["region"] = "Europe",
        ["country"] = "United Kingdom",
        ["city"] = "London",
        ["industry"] = "Retail",
        ["business_type"] = "Wholesale",
        ["source"] = "Trade fair",
        ["estimated_annual_spend"] = "50000.00",
        ["first_contact_on"] = "2026-01-15",
        ["tags"] = "priority|export",
        ["order_no"] = "O-2001",
        ["ordered_on"] = "2026-02-20",
        ["gross"] = "1250.00",
        ["discount"] = "50.00",
        ["net"] = "1200.00",
        ["cost_of_goods"] = "700.00",
        ["due_on"] = "2026-03-22",
        ["paid_on"] = "2026-03-18",
        ["line_no"] = "1",
        ["product_code"] = "P-10",
        ["product_name"] = "Example product",
        ["category"] = "Parts",
        ["quantity"] = "10",
        ["unit_price"] = "125.00",
        ["cost_no"] = "X-3001",
        ["activity"] = "visit",
        ["incurred_on"] = "2026-02-25",
        ["amount"] = "90.00",
        ["note"] = "Visit to agree on the yearly plan",
        ["valid_from"] = "2026-01-01",
        ["unit"] = "visit",
        ["rate"] = "90.00",
        ["survey_no"] = "S-4001",
        ["answered_on"] = "2026-03-30",
        ["satisfaction"] = "85",
        ["recommend"] = "9",
    };

    public static string Of(ImportKind kind)
    {
        var columns = ImportFormat.Of(kind).Columns;
        return string.Join(',', columns.Select(c => c.Name)) + "\n" + string.Join(',', columns.Select(c => Example(kind, c))) + "\n";
    }

    private static string Example(ImportKind kind, ImportColumn column) => (kind, column.Name) switch
    {
        (_, "kind") => column.Words[0],
        (ImportKind.Costs, "quantity") => "1",
        _ => Examples.GetValueOrDefault(column.Name, ""),
    };
}
