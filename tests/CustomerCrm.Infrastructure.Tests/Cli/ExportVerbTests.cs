using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Cli;

/// <summary>Everything out through the command line, and back in by the files alone.</summary>
public sealed class ExportVerbTests : CliTests
{
    [Theory]
    [InlineData("what to export is missing", "export")]
    [InlineData("FILE is missing", "export", "orders")]
    [InlineData("'secrets' is nothing to export; there are scores, customers, orders, order-lines, costs, activities, surveys, tier-changes", "export", "secrets", "x.csv")]
    [InlineData("there is no option --as-of here; facts have no run", "export", "customers", "--as-of", "2026-06-30", "x.csv")]
    [InlineData("there is no option --as-of here; facts have no run", "export", "--as-of", "2026-06-30", "activities", "x.csv")]
    [InlineData("--as-of is 'now' and must be a date", "export", "tier-changes", "--as-of", "now", "x.csv")]
    [InlineData("there is no option --dry-run here", "export", "orders", "x.csv", "--dry-run")]
    [InlineData("'y.csv' is one word too many", "export", "orders", "x.csv", "y.csv")]
    public async Task Export_CallThatCannotBeUnderstood_IsOneLineAndCode2(string error, params string[] args)
    {
        var said = await CrmAsync(args);

        said.OneError().ShouldStartWith(error);
        (said.Code, said.Output).ShouldBe((2, ""));
    }

    [Theory]
    [InlineData(ExportKind.Customers, "1 customers written.")]
    [InlineData(ExportKind.Orders, "3 orders written.")]
    [InlineData(ExportKind.OrderLines, "0 order lines written.")]
    [InlineData(ExportKind.Costs, "0 costs written.")]
    [InlineData(ExportKind.Activities, "0 activities written.")]
    [InlineData(ExportKind.Surveys, "0 surveys written.")]
    [InlineData(ExportKind.Scores, "1 customers written, as of 2026-06-30.")]
    [InlineData(ExportKind.TierChanges, "0 tier changes written.")]
    public async Task Export_AnyKind_TellsHowMuchItWrote(ExportKind kind, string said)
    {
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await GoodAsync("recompute");

        (await GoodAsync("export", ExportKinds.NameOf(kind), PathOf("x.csv"))).Output.ShouldBe(said + Environment.NewLine);

        (await Crm.RowAsync("SELECT user_name, details->>'kind' FROM audit_entries WHERE action = 'exported'"))
            .ShouldBe("command line|" + ExportKinds.NameOf(kind));
    }

    [Fact]
    public async Task Export_TierChangesOfADate_NamesTheDatesThereAre()
    {
        (await CrmAsync("export", "tier-changes", "--as-of", "2026-06-30", PathOf("t.csv"))).OneError()
            .ShouldBe("there are no scores yet; 'crm recompute' makes them");
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await GoodAsync("recompute", "--as-of", "2026-06-29");
        await GoodAsync("recompute");

        var said = await CrmAsync("export", "tier-changes", "--as-of", "2026-06-28", PathOf("t.csv"));

        said.OneError().ShouldBe("there is no run of that date; there are 2026-06-29, 2026-06-30");
        (said.Code, File.Exists(PathOf("t.csv"))).ShouldBe((1, false));
        (await GoodAsync("export", "tier-changes", "--as-of", "2026-06-29", PathOf("t.csv"))).Output
            .ShouldBe("0 tier changes written, as of 2026-06-29." + Environment.NewLine);
    }

    [Fact]
    public async Task Export_NoSuchFolderOrAFolderInThePlace_IsOneClearLine()
    {
        var missing = await CrmAsync("export", "orders", PathOf("no/such/o.csv"));
        var folder = await CrmAsync("export", "orders", PathOf("."));

        missing.OneError().ShouldBe("there is no folder " + PathOf("no/such"));
        folder.OneError().ShouldBe("the file cannot be written: " + PathOf("."));
        (missing.Code, folder.Code).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Export_EveryKindThatComesIn_IsReadBackUnchanged()
    {
        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,phone,tags\n=C1,=1+1,+44 1,@a|b\n");
        await Crm.SalesAsync("-O1,=C1,2026-06-01,100,50");
        await Crm.ImportAsync(ImportKind.OrderLines, "order_no,line_no,net,cost_of_goods\n-O1,+1,100,\n");
        await Crm.ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\n@rebate,,amount,\nvisit,2026-01-01,=unit,2.5\n");
        await Crm.ImportAsync(ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,amount,note\n=X,=C1,@rebate,2026-06-01,5,\"-a\nb\"\n");
        await Crm.ImportAsync(ImportKind.Surveys, "survey_no,customer_key,answered_on,recommend\n+S,=C1,2026-06-01,7\n");
        var before = await Crm.FingerprintAsync();

        foreach (var name in ImportKinds.Names)
        {
            await GoodAsync("export", name, PathOf(name + ".csv"));
            (await GoodAsync("import", name, PathOf(name + ".csv"))).Output.ShouldContain(" 0 added, 0 changed");
        }

        var after = await Crm.FingerprintAsync();
        after.Where(t => before[t.Key] != t.Value).Select(t => t.Key).ShouldBe(["audit_entries"]);
    }
}
