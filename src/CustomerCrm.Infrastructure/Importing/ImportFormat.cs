namespace CustomerCrm.Infrastructure.Importing;

/// <summary>The columns of each kind of file (formats.md).</summary>
/// <param name="Key">The columns that match rows with what is there.</param>
/// <param name="OneOf">Columns, or columns together, of which the file must have one.</param>
public sealed record ImportFormat(
    ImportKind Kind, IReadOnlyList<string> Key, IReadOnlyList<ImportColumn> Columns, IReadOnlyList<string[]> OneOf)
{
    public ImportColumn Column(string name) => Columns.Single(c => c.Name == name);

    public static ImportFormat Of(ImportKind kind) => kind switch
    {
        ImportKind.Customers => Customers,
        ImportKind.Orders => Orders,
        ImportKind.OrderLines => OrderLines,
        ImportKind.Costs => Costs,
        ImportKind.Activities => Activities,
        ImportKind.Surveys => Surveys,
    };

    private static readonly ImportFormat Customers = new(
        ImportKind.Customers,
        ["customer_key"],
        [
            new("customer_key", CellKind.Key, Required: true),
            new("name", CellKind.Text, Required: true),
            new("kind", CellKind.Word, Words: ["company", "person"]),
            new("local_name", CellKind.Text),
            new("member_card_no", CellKind.Text),
            new("phone", CellKind.Text),
            new("email", CellKind.Text),
            new("region", CellKind.Text),
            new("country", CellKind.Text),
            new("city", CellKind.Text),
            new("industry", CellKind.Text),
            new("business_type", CellKind.Text),
            new("source", CellKind.Text),
            new("owner_email", CellKind.Text),
            new("estimated_annual_spend", CellKind.Amount, Min: 0),
            new("referred_by_key", CellKind.Key),
            new("first_contact_on", CellKind.Date),
            new("tags", CellKind.Text),
        ],
        []);

    private static readonly ImportFormat Orders = new(
        ImportKind.Orders,
        ["order_no"],
        [
            new("order_no", CellKind.Key, Required: true),
            new("customer_key", CellKind.Key, Required: true),
            new("ordered_on", CellKind.Date, Required: true),
            new("kind", CellKind.Word, Words: ["sale", "return"]),
            new("gross", CellKind.Amount, Min: 0),
            new("discount", CellKind.Amount),
            new("net", CellKind.Amount),
            new("cost_of_goods", CellKind.Amount, Min: 0),
            new("currency", CellKind.Currency),
            new("fx_rate", CellKind.Decimal6, Min: 0.000001m),
            new("due_on", CellKind.Date),
            new("paid_on", CellKind.Date),
        ],
        [["net"], ["gross"]]);

    private static readonly ImportFormat OrderLines = new(
        ImportKind.OrderLines,
        ["order_no", "line_no"],
        [
            new("order_no", CellKind.Key, Required: true),
            new("line_no", CellKind.Key, Required: true),
            new("customer_key", CellKind.Key),
            new("ordered_on", CellKind.Date),
            new("kind", CellKind.Word, Words: ["sale", "return"]),
            new("product_code", CellKind.Text),
            new("product_name", CellKind.Text),
            new("category", CellKind.Text),
            new("quantity", CellKind.Decimal6),
            new("unit_price", CellKind.Decimal6),
            new("discount", CellKind.Amount),
            new("net", CellKind.Amount),
            new("cost_of_goods", CellKind.Amount, Min: 0),
        ],
        [["net"], ["quantity", "unit_price"]]);

    private static readonly ImportFormat Costs = new(
        ImportKind.Costs,
        ["cost_no"],
        [
            new("cost_no", CellKind.Key, Required: true),
            new("customer_key", CellKind.Key, Required: true),
            new("activity", CellKind.Key, Required: true),
            new("incurred_on", CellKind.Date, Required: true),
            new("quantity", CellKind.Decimal6),
            new("amount", CellKind.Amount),
            new("note", CellKind.Note),
        ],
        []);

    private static readonly ImportFormat Activities = new(
        ImportKind.Activities,
        ["activity", "valid_from"],
        [
            new("activity", CellKind.Key, Required: true),
            new("valid_from", CellKind.Date),
            new("unit", CellKind.Text, Required: true),
            new("rate", CellKind.Decimal6, Min: 0),
        ],
        []);

    private static readonly ImportFormat Surveys = new(
        ImportKind.Surveys,
        ["survey_no"],
        [
            new("survey_no", CellKind.Key, Required: true),
            new("customer_key", CellKind.Key, Required: true),
            new("answered_on", CellKind.Date, Required: true),
            new("satisfaction", CellKind.Decimal6, Min: 0, Max: 100),
            new("recommend", CellKind.Decimal6, Min: 0, Max: 10),
        ],
        [["satisfaction"], ["recommend"]]);
}
