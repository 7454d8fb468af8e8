using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Cli;

/// <summary>Exit code 0 only when all was done; errors on standard error, a line each.</summary>
public sealed class VerbTests : CliTests
{
    [Theory]
    [InlineData("there is no verb 'fly'", "fly")]
    [InlineData("there is no option --fast", "migrate", "--fast")]
    [InlineData("'now' is one word too many", "migrate", "now")]
    [InlineData("'widgets' is no kind of file; there are customers, orders", "import", "widgets", "x.csv")]
    [InlineData("FILE is missing", "import", "orders")]
    [InlineData("the kind of file is missing", "import")]
    [InlineData("there is no option --skip", "import", "orders", "x.csv", "--skip")]
    [InlineData("--dry-run stands twice", "import", "orders", "x.csv", "--dry-run", "--dry-run")]
    [InlineData("--as-of needs a value", "recompute", "--as-of")]
    [InlineData("--as-of is '2026-02-30' and must be a date", "recompute", "--as-of", "2026-02-30")]
    [InlineData("--as-of is 'today' and must be a date", "recompute", "--as-of", "today")]
    [InlineData("--as-of is '26-01-01' and must be a date", "export", "scores", "--as-of", "26-01-01", "x.csv")]
    [InlineData("--as-of is '1066-10-14' and must be a date", "recompute", "--as-of", "1066-10-14")]
    [InlineData("--version is '-1' and must be a number", "recompute", "--version", "-1")]
    [InlineData("--version is '99999999999' and must be a number", "recompute", "--version", "99999999999")]
    [InlineData("policy needs one of", "policy")]
    [InlineData("policy needs one of", "policy", "forget")]
    [InlineData("--note is missing", "policy", "publish")]
    [InlineData("--note is missing", "policy", "publish", "--note", "")]
    [InlineData("--to is missing", "policy", "roll-back", "--note", "n")]
    [InlineData("one of list, recompute, cancel is missing", "jobs")]
    [InlineData("jobs needs one of list, recompute, cancel", "jobs", "stop")]
    [InlineData("'one' is no number of a job", "jobs", "cancel", "one")]
    [InlineData("--email is missing", "create-admin", "--name", "N")]
    [InlineData("what to export is missing", "export")]
    [InlineData("'secrets' is nothing to export", "export", "secrets", "x.csv")]
    [InlineData("the file cannot be opened", "policy", "import", "nowhere.json")]
    public async Task Run_CallThatCannotBeUnderstood_IsOneLineAndCode2(string error, params string[] args)
    {
        var said = await CrmAsync(args);

        said.OneError().ShouldStartWith(error);
        (said.Code, said.Output).ShouldBe((2, ""));
    }

    [Fact]
    public async Task Run_Help_ListsTheVerbs()
    {
        (await CrmAsync()).Code.ShouldBe(2);
        (await GoodAsync("help")).Output.ShouldContain("crm recompute [--as-of DATE]");
    }

    [Fact]
    public async Task Migrate_AnyTime_IsDone() => (await GoodAsync("migrate")).Output.ShouldBe("The database is up to date." + Environment.NewLine);

    [Fact]
    public async Task Import_GoodFile_TellsWhatItDidAndWarns()
    {
        var file = Write("c.csv", "customer_key,name,region,shoe\nC1,Ann,North,44\n");

        var dry = await GoodAsync("import", "customers", file, "--dry-run");
        var first = await GoodAsync("import", "customers", file);
        var again = await GoodAsync("import", "customers", file);

        dry.Output.ShouldContain("1 rows read: 1 added, 0 changed, 0 as they were. Dry run: nothing was applied.");
        first.Output.ShouldContain("warning: the column shoe is unknown and was skipped");
        first.Output.ShouldContain("warning: new region: North");
        again.Output.ShouldContain("1 rows read: 0 added, 0 changed, 1 as they were. Nothing changed.");
    }

    [Fact]
    public async Task Import_RowsInError_AreALineEach()
    {
        var said = await CrmAsync("import", "orders", Write("o.csv", "order_no,customer_key,ordered_on,net\nO1,C1,2026-01-01,5\nO2,C1,never,5\n"));

        said.Code.ShouldBe(1);
        said.ErrorLines.ShouldBe(
        [
            "crm: line 2, customer_key 'C1': there is no customer with this key",
            "crm: line 3, ordered_on 'never': is not a date like 2026-11-21",
            "crm: nothing was applied",
        ]);
    }

    [Fact]
    public async Task Import_SkipErrors_AppliesTheGoodRowsAndIsNotDoneWithAll()
    {
        var file = Write("o.csv.gz.csv", "order_no,customer_key,ordered_on,net\nO1,C1,2026-01-01,5\nO2,C1,never,5\n");

        var said = await CrmAsync("import", "orders", file, "--create-customers", "--skip-errors");

        said.Code.ShouldBe(1);
        said.ErrorLines.ShouldBe(["crm: line 3, ordered_on 'never': is not a date like 2026-11-21"]);
        said.Output.ShouldContain("2 rows read: 1 added, 0 changed, 0 as they were, 1 in error.");
        said.Output.ShouldContain("1 rows in error are written to " + PathOf("o.csv.gz.errors.csv"));
        (await File.ReadAllTextAsync(PathOf("o.csv.gz.errors.csv"))).ShouldBe(
            "line,column,value,reason\n3,ordered_on,never,is not a date like 2026-11-21\n");
        (await Crm.CountAsync("orders")).ShouldBe(1);
    }

    [Fact]
    public async Task Import_ErrorFileNamed_IsWrittenAlsoWhereNothingIsApplied()
    {
        var said = await CrmAsync("import", "customers", Write("c.csv", "customer_key,name\nC1,\n"), "--error-file", PathOf("wrong.csv"));

        (said.Code, said.ErrorLines[^1]).ShouldBe((1, "crm: nothing was applied"));
        (await File.ReadAllTextAsync(PathOf("wrong.csv"))).ShouldBe("line,column,value,reason\n2,name,,must not be empty\n");
    }

    [Fact]
    public async Task Import_FileThatIsNotThere_IsOneLine()
    {
        var said = await CrmAsync("import", "orders", PathOf("none.csv"));

        said.OneError().ShouldStartWith("the file cannot be opened: ");
        said.Code.ShouldBe(1);
    }

    [Fact]
    public async Task Import_UnknownCustomersToBeCreated_CreatesThem() =>
        (await GoodAsync("import", "orders", Write("o.csv", "order_no,customer_key,ordered_on,net\nO1,C1,2026-01-01,5\n"), "--create-customers"))
            .Output.ShouldContain("1 added");

    [Fact]
    public async Task Jobs_AskedForOnceListedAndCancelled_AreWhatTheNodesSee()
    {
        var asked = await GoodAsync("jobs", "recompute");
        (await GoodAsync("jobs", "recompute")).Output.ShouldBe(asked.Output);
        (await GoodAsync("jobs", "list")).Output.ShouldContain("by command line: Queued");

        (await GoodAsync("jobs", "cancel", "1")).Output.ShouldStartWith("Job 1 is cancelled");

        (await GoodAsync("jobs", "list")).Output.ShouldContain("by command line: Cancelled");
        (await CrmAsync("jobs", "cancel", "1")).OneError().ShouldBe("there is no job 1 that waits or runs");
    }

    [Fact]
    public async Task Recompute_NobodyBought_SaysSoAndIsDone() =>
        (await GoodAsync("recompute")).Output.ShouldContain("Nobody bought in the window that ends on 2026-06-30");

    [Fact]
    public async Task Recompute_VersionForTheCurrentDate_IsRefused()
    {
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await GoodAsync("recompute", "--full");

        var said = await CrmAsync("recompute", "--version", "1");
        var unknown = await CrmAsync("recompute", "--version", "4", "--as-of", "2026-06-01");

        said.OneError().ShouldBe("--version is only for a date before 2026-06-30, the date of the current scores");
        unknown.OneError().ShouldBe("there is no policy version 4");
        (said.Code, unknown.Code).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Export_NoRunOfTheDate_NamesTheDatesThereAre()
    {
        (await CrmAsync("export", "scores", PathOf("s.csv"))).OneError().ShouldBe("there are no scores yet; 'crm recompute' makes them");
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await GoodAsync("recompute");
        await GoodAsync("recompute", "--as-of", "2026-06-01");

        var said = await CrmAsync("export", "scores", "--as-of", "2026-06-02", PathOf("s.csv"));

        said.OneError().ShouldBe("there is no run of that date; there are 2026-06-01, 2026-06-30");
        said.Code.ShouldBe(1);
        (await GoodAsync("export", "scores", "--as-of", "2026-06-01", PathOf("s.csv"))).Output.ShouldBe("1 customers written, as of 2026-06-01." + Environment.NewLine);
    }

    [Fact]
    public async Task Export_Scores_AreSortedByCodePointWithPlainLineEnds()
    {
        foreach (var key in new[] { "b", "B", "ä", "a-1", "a1" })
            await Crm.BuyerAsync(key, 1, 100, TestCrm.Today);
        await Crm.CustomersAsync("never bought");
        await GoodAsync("recompute");

        await GoodAsync("export", "scores", PathOf("s.csv"));

        var text = await File.ReadAllTextAsync(PathOf("s.csv"));
        text.ShouldNotContain('\r');
        var rows = text.TrimEnd('\n').Split('\n');
        rows.Skip(1).Select(r => r.Split(',')[0]).ShouldBe(["B", "a-1", "a1", "b", "never bought", "ä"]);
        rows[0].ShouldBe(
            "customer_key,as_of,policy_version,occasions,exposure_days,frequency,average_order,purchase_value,average_cycle,"
            + "net_revenue,gross_profit,cost_to_serve,profit,profit_margin,tenure_years,overdue,regularity,share_of_wallet,"
            + "purchase_value_score,profit_score,loyalty_score,coverage,composite,method_tier,computed_tier,tier,guards,flags,lifecycle");
        rows[5].ShouldBe("never bought,2026-06-30,1,0,365,0.000000,,0.00,,0.00,0.00,0.00,0.00,,,,,,0.00,0.00,,,,Unrated,Unrated,Unrated,,,Lead");
    }

    [Fact]
    public async Task Export_FolderThatIsNotThere_IsOneLine()
    {
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await GoodAsync("recompute");

        (await CrmAsync("export", "scores", PathOf("no/such/folder.csv"))).OneError().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task CreateAdmin_PasswordOnTheInput_SignsIn()
    {
        var said = await CrmAsync("correct horse battery\n", ["create-admin", "--email", "ada@example.com", "--name", "Ada"]);

        (said.Code, said.Output).ShouldBe((0, "ada@example.com can sign in." + Environment.NewLine));
        await using var scope = Crm.Scope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<CrmUser>>();
        var ada = (await users.FindByEmailAsync("ADA@example.com")).ShouldNotBeNull();
        (await users.CheckPasswordAsync(ada, "correct horse battery")).ShouldBeTrue();
        (await users.GetRolesAsync(ada)).ShouldBe([Roles.Admin]);
    }

    [Fact]
    public async Task CreateAdmin_NoPassword_PrintsALinkThatSetsItOnce()
    {
        var said = await GoodAsync("create-admin", "--email", "ada@example.com", "--name", "Ada");

        var link = new Uri(said.Output[said.Output.IndexOf("http", StringComparison.Ordinal)..].Trim());
        link.GetLeftPart(UriPartial.Path).ShouldBe("http://127.0.0.1:5080/Account/SetPassword");
        var query = QueryHelpers.ParseQuery(link.Query);
        await using var scope = Crm.Scope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<CrmUser>>();
        var ada = (await users.FindByIdAsync(query["user"]!)).ShouldNotBeNull();
        (await users.ResetPasswordAsync(ada, query["token"]!, "a long new password")).Succeeded.ShouldBeTrue();
        (await users.ResetPasswordAsync(ada, query["token"]!, "another new password")).Succeeded.ShouldBeFalse();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    public async Task CreateAdmin_WeakPassword_IsRefusedAndMakesNobody(string password)
    {
        var said = await CrmAsync(password + "\n", ["create-admin", "--email", "ada@example.com", "--name", "Ada"]);

        said.OneError().ShouldContain("Passwords must");
        said.Code.ShouldBe(1);
        (await Crm.CountAsync("users")).ShouldBe(0);
    }

    [Fact]
    public async Task CreateAdmin_AddressTaken_IsRefused()
    {
        await GoodAsync("create-admin", "--email", "ada@example.com", "--name", "Ada");

        var said = await CrmAsync("create-admin", "--email", "ADA@example.com", "--name", "Other");

        said.OneError().ShouldContain("already taken");
        (await Crm.CountAsync("users")).ShouldBe(1);
    }

    [Fact]
    public async Task Run_DatabaseNotThere_IsOneLine()
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var settings = new Microsoft.Extensions.Configuration.ConfigurationManager();
        settings["ConnectionStrings:Crm"] = $"Host={Crm.Database.Folder};Username=x;Database=x;Timeout=3";

        var code = await CustomerCrm.Cli.CommandLine.RunAsync(["migrate"], TextReader.Null, output, errors, settings);

        new Said(code, output.ToString(), errors.ToString()).OneError().ShouldStartWith("The database cannot be reached");
        code.ShouldBe(1);
    }
}
