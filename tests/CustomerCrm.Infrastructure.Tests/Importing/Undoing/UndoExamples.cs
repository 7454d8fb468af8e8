using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>Files of each kind over <see cref="PrepareAsync"/>: rows that add, and rows that change every column there is.</summary>
internal static class UndoExamples
{
    private static readonly Dictionary<ImportKind, (string Header, string[] Adds, string[] Changes)> Of = new()
    {
        [ImportKind.Customers] = (
            "customer_key,name,kind,local_name,member_card_no,phone,email,region,country,city,industry,business_type,source,"
            + "owner_email,estimated_annual_spend,referred_by_key,first_contact_on,tags",
            ["N1,Nora,person,,,,,West,,,,,Fair,,100,K1,2026-01-01,new|old", "N2,Nils,company,,,,,North,,,,,,,,N1,,", "N0,Nick,company,,,,,,,,,,,,,N2,,"],
            ["K1,Kim,person,KIM,9,+1,k@x.com,West,FR,Lyon,Steel,Shop,Fair,ben@example.com,77.50,K2,2024-05-05,new|gone", "K2,Kit,company,,,,,,,,,,,,,,,"]),
        [ImportKind.Orders] = (
            "order_no,customer_key,ordered_on,kind,gross,discount,net,cost_of_goods,currency,fx_rate,due_on,paid_on",
            ["O8,K1,2026-05-05,sale,,,100,60,,,,", "O9,K2,2026-05-06,return,,,5,,USD,0.9,2026-05-20,"],
            ["GIVEN,K2,2026-02-02,return,12,2,10,4,USD,1.1,2026-03-03,2026-03-04", "MADE,K2,2026-02-03,sale,,,77,,,,,", "LINED,K1,2026-01-08,sale,,,41,,,,,"]),
        [ImportKind.OrderLines] = (
            "order_no,line_no,customer_key,ordered_on,kind,product_code,product_name,category,quantity,unit_price,discount,net,cost_of_goods",
            ["NEW,1,K1,2026-05-05,sale,P,Pot,Pots,3,0.335,,,1.00", "NEW,2,K1,2026-05-05,sale,,,,1,2,,,1", "GIVEN,1,,,,,,,,,,5,2", "MADE,3,,,,,,,,,,9,1", "LINED,8,,,,,,,,,,1,"],
            ["MADE,1,K2,2026-03-03,return,Q,Quilt,Quilts,7,1.5,0.25,,3", "MADE,2,K2,2026-03-03,return,,,,,,,4,", "LINED,1,,,,,,,,,,3,2"]),
        [ImportKind.Costs] = (
            "cost_no,customer_key,activity,incurred_on,quantity,amount,note",
            ["X8,K1,visit,2026-05-05,3,,", "X9,K2,rebate,2026-05-05,,12.5,a note"],
            ["X1,K2,phone,2026-05-06,7,,changed", "X2,K1,visit,2026-05-06,,9.99,", "X3,K2,visit,2026-05-06,2,,"]),
        [ImportKind.Activities] = (
            "activity,valid_from,unit,rate",
            ["fax,2026-01-01,page,0.1", "gift,,amount,", "visit,2026-04-01,visit,44"],
            ["visit,2026-01-01,visit,33.335", "phone,2026-01-01,minute,0.8"]),
        [ImportKind.Surveys] = (
            "survey_no,customer_key,answered_on,satisfaction,recommend",
            ["S8,K1,2026-05-05,90,9", "S9,K2,2026-05-06,10,"],
            ["S1,K2,2026-05-07,55.5,3"]),
    };

    public static string Csv(ImportKind kind, bool adds, bool changes, bool strangers = false)
    {
        var (header, added, changed) = Of[kind];
        string[] rows = [.. adds ? added : [], .. changes ? changed : []];
        return TestCrm.Csv(header, strangers ? rows.Select(row => row.Replace("K2,", "STRANGER,", StringComparison.Ordinal)) : rows);
    }

    /// <summary>The same keys with other values, and rows nobody had.</summary>
    public static string Again(ImportKind kind) => TestCrm.Csv(Of[kind].Header, kind switch
    {
        ImportKind.Customers =>
            ["N1,Norma,person,,,,,East,,,,,Web,,,N2,,newer", "N9,Ned,company,,,,,,,,,,,,,N1,,", "K1,Kim,company,KIM,9,+1,k@x.com,East,,,,,Fair,anna@example.com,,N9,,old"],
        ImportKind.Orders => ["O8,K2,2026-06-05,sale,,,101,60,,,,", "O10,K2,2026-05-06,sale,,,5,,,,,", "MADE,K1,2026-02-03,sale,,,78,,,,,"],
        ImportKind.OrderLines =>
            ["NEW,1,K2,2026-06-05,sale,P,Pot,Pots,4,0.335,,,1.00", "NEW,3,K2,2026-06-05,sale,,,,1,2,,,1", "GIVEN,1,,,,,,,,,,6,2", "MADE,2,K1,2026-03-03,sale,,,,,,,5,"],
        ImportKind.Costs => ["X8,K2,phone,2026-06-05,4,,", "X1,K1,visit,2026-05-06,8,,again", "X10,K1,rebate,2026-05-06,,3,"],
        ImportKind.Activities => ["fax,2026-01-01,sheet,0.2", "visit,2026-04-01,trip,45", "visit,2026-05-01,trip,46", "phone,2026-01-01,minute,0.9"],
        ImportKind.Surveys => ["S8,K2,2026-06-05,91,9", "S1,K1,2026-05-07,55.6,", "S10,K1,2026-05-08,1,"],
    });

    public static string TableOf(ImportKind kind) => kind switch
    {
        ImportKind.Customers => "customers",
        ImportKind.Orders => "orders",
        ImportKind.OrderLines => "order_lines",
        ImportKind.Costs => "cost_entries",
        ImportKind.Activities => "cost_rates",
        ImportKind.Surveys => "survey_answers",
    };

    public static async Task PrepareAsync(TestCrm crm)
    {
        await crm.AddUserAsync("anna@example.com");
        await crm.AddUserAsync("ben@example.com");
        await crm.ImportAsync(ImportKind.Customers, TestCrm.Csv(
            Of[ImportKind.Customers].Header,
            [
                "K2,Kate,person,,,,,,,,,,,,,,,",
                "K1,Karl,company,Carl,7,+2,c@y.com,North,DE,Bonn,Wood,Mill,Inquiry,anna@example.com,5000,,2023-01-01,old|gone",
                "K3,Kurt,person,,,,,North,,,,,,,,K1,,old",
            ]));
        await crm.ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2026-01-01,visit,30\nphone,2026-01-01,hour,60\nrebate,,amount,\n");
        await crm.ImportAsync(ImportKind.Orders, TestCrm.Csv(
            Of[ImportKind.Orders].Header,
            ["GIVEN,K1,2026-01-02,sale,25,5,20,,,,2026-02-01,2026-02-09", "LINED,K1,2026-01-08,sale,,,40,,USD,2,,", "K3-1,K3,2026-06-01,sale,,,9,,,,,"]));
        await crm.ImportAsync(ImportKind.OrderLines, TestCrm.Csv(
            Of[ImportKind.OrderLines].Header,
            ["MADE,1,K1,2026-02-02,sale,A,Ant,Ants,2,3.005,,,1.5", "MADE,2,K1,2026-02-02,sale,,,,,,,4,2.5", "LINED,1,,,,,,,,,,40,12.25"]));
        await crm.ImportAsync(ImportKind.Costs, TestCrm.Csv(
            Of[ImportKind.Costs].Header,
            ["X1,K1,visit,2026-04-05,1.5,,by car", "X2,K2,phone,2026-04-06,2,,", "X3,K1,rebate,2026-04-07,,5,"]));
        await crm.ImportAsync(ImportKind.Surveys, "survey_no,customer_key,answered_on,satisfaction,recommend\nS1,K1,2026-04-04,80,\nS2,K2,2026-04-04,70,8\n");
        await crm.RecomputeAsync();
    }
}
