using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing;

/// <summary>A small good file of each kind, over what <see cref="PrepareAsync"/> puts there.</summary>
internal static class ImportExamples
{
    public static readonly IReadOnlyDictionary<ImportKind, ImportExample> Of = new Dictionary<ImportKind, ImportExample>
    {
        [ImportKind.Customers] = new(
            "customers", "customer_key", "C1", "city",
            """
            customer_key,name,kind,city,estimated_annual_spend
            C1,Ann,person,Leeds,1200.50
            C2,Bob Ltd,company,,
            """,
            "C1,Ann,person,Leeds,1200.50", "C3,,company,York,", "name", "", "must not be empty"),
        [ImportKind.Orders] = new(
            "orders", "order_no", "O1", "due_on",
            """
            order_no,customer_key,ordered_on,net,due_on
            O1,K1,2026-01-05,100.00,2026-02-05
            O2,K2,2026-01-06,50,
            """,
            "O1,K1,2026-01-05,100.00,2026-02-05", "O3,K1,2026-01-32,100,", "ordered_on", "2026-01-32", "is not a date like 2026-11-21"),
        [ImportKind.OrderLines] = new(
            "order_lines", "line_no", "1", "category",
            """
            order_no,line_no,quantity,unit_price,category
            KNOWN,1,2,5.25,Cups
            KNOWN,2,1,10,
            """,
            "KNOWN,1,2,5.25,Cups", "KNOWN,3,two,5,", "quantity", "two", "is not a number like -1234.56"),
        [ImportKind.Costs] = new(
            "cost_entries", "cost_no", "X1", "note",
            """
            cost_no,customer_key,activity,incurred_on,quantity,note
            X1,K1,visit,2026-02-01,2,by car
            X2,K2,visit,2026-02-02,1,
            """,
            "X1,K1,visit,2026-02-01,2,by car", "X3,K1,juggling,2026-02-01,2,", "activity", "juggling", "there is no such activity"),
        [ImportKind.Activities] = new(
            "cost_activities", "name", "phone", "",
            """
            activity,valid_from,unit,rate
            phone,2026-01-01,minute,0.75
            rebate,,amount,
            """,
            "phone,2026-01-01,minute,0.75", "fax,2026-01-01,page,", "rate", "", "a date without a rate"),
        [ImportKind.Surveys] = new(
            "survey_answers", "survey_no", "S1", "recommend",
            """
            survey_no,customer_key,answered_on,satisfaction,recommend
            S1,K1,2026-03-01,80,9
            S2,K2,2026-03-02,70.5,
            """,
            "S1,K1,2026-03-01,80,9", "S3,K1,2026-03-03,100.5,", "satisfaction", "100.5", "must not be over 100"),
    };

    public static TheoryData<ImportKind> Kinds => [.. Of.Keys];

    public static async Task PrepareAsync(TestCrm crm)
    {
        await crm.CustomersAsync("K1", "K2");
        await crm.SalesAsync("KNOWN,K1,2026-01-02,20.50");
        await crm.ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2026-01-01,visit,30\n");
    }
}

/// <summary>A good file, its first row, and a row in error with what is told of it.</summary>
/// <param name="Optional">A column whose first row has a value and whose second is empty; empty where there is none.</param>
internal sealed record ImportExample(
    string Table, string KeyColumn, string Key, string Optional, string Csv,
    string FirstRow, string BadRow, string BadColumn, string BadValue, string BadReason)
{
    public string Header => Csv[..Csv.IndexOf('\n', StringComparison.Ordinal)];
}
