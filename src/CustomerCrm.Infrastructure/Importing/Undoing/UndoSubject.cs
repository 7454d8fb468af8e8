namespace CustomerCrm.Infrastructure.Importing.Undoing;

/// <summary>A table whose rows carry the import that wrote them last, and how a row's id, key and before-image meet.</summary>
/// <param name="ImageRow">The row's id in a before-image.</param>
/// <param name="Rows">The rows, each with its key.</param>
/// <param name="Match">Finds a row t by the id of w.</param>
internal sealed record UndoSubject(string Table, string ImageRow, string Rows, string Match)
{
    private static readonly UndoSubject Customers = ById("customers", "customer_key");
    private static readonly UndoSubject Orders = ById("orders", "order_no");
    private static readonly UndoSubject Costs = ById("cost_entries", "cost_no");
    private static readonly UndoSubject Surveys = ById("survey_answers", "survey_no");
    private static readonly UndoSubject Activities = ById("cost_activities", "name");

    private static readonly UndoSubject Lines = new(
        "order_lines",
        "(before->>'order_id') || '/' || (before->>'line_no')",
        "SELECT l.order_id, l.line_no, o.order_no || '/' || l.line_no AS key, l.import_id FROM order_lines l JOIN orders o ON o.id = l.order_id",
        "t.order_id = split_part(w.row_id, '/', 1)::bigint AND t.line_no = substr(w.row_id, strpos(w.row_id, '/') + 1)");

    private static readonly UndoSubject Rates = new(
        "cost_rates",
        "(before->>'activity_id') || '/' || (before->>'valid_from')",
        "SELECT r.activity_id, r.valid_from, a.name || '/' || r.valid_from AS key, r.import_id FROM cost_rates r JOIN cost_activities a ON a.id = r.activity_id",
        "t.activity_id = split_part(w.row_id, '/', 1)::bigint AND t.valid_from = split_part(w.row_id, '/', 2)::date");

    /// <summary>What a file of this kind writes.</summary>
    public static IReadOnlyList<UndoSubject> Of(ImportKind kind) => kind switch
    {
        ImportKind.Customers => [Customers],
        ImportKind.Orders => [Orders, Customers],
        ImportKind.OrderLines => [Lines, Orders, Customers],
        ImportKind.Costs => [Costs, Customers],
        ImportKind.Activities => [Rates, Activities, Costs],
        ImportKind.Surveys => [Surveys, Customers],
    };

    private static UndoSubject ById(string table, string key) =>
        new(table, "before->>'id'", $"SELECT id, {key} AS key, import_id FROM {table}", "t.id = w.row_id::bigint");
}
