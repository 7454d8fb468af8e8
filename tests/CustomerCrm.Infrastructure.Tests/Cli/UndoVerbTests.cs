namespace CustomerCrm.Infrastructure.Tests.Cli;

public sealed class UndoVerbTests : CliTests
{
    [Theory]
    [InlineData("IMPORT is missing", "import", "undo")]
    [InlineData("'last' is no number of an import; 'crm import list' tells them", "import", "undo", "last")]
    [InlineData("'-1' is no number of an import", "import", "undo", "-1")]
    [InlineData("there is no option --force", "import", "undo", "1", "--force")]
    [InlineData("'2' is one word too many", "import", "undo", "1", "2")]
    [InlineData("'all' is one word too many", "import", "list", "all")]
    public async Task Run_CallThatCannotBeUnderstood_IsOneLineAndCode2(string error, params string[] args)
    {
        var said = await CrmAsync(args);

        said.OneError().ShouldStartWith(error);
        said.Code.ShouldBe(2);
    }

    [Fact]
    public async Task Undo_WholeImport_TellsWhatItDidAndTheListSaysSo()
    {
        await GoodAsync("import", "customers", Write("c.csv", "customer_key,name\nC1,Ann\nC2,Ben\n"));
        await GoodAsync("import", "customers", Write("d.csv", "customer_key,name\nC1,Anne\nC3,Cid\n"));

        var dry = await GoodAsync("import", "undo", "2", "--dry-run");
        var done = await GoodAsync("import", "undo", "2");
        var again = await CrmAsync("import", "undo", "2");
        var list = await GoodAsync("import", "list");

        Lines(dry).ShouldBe(["customers: 1 removed, 1 as before.", "Dry run: nothing was undone."]);
        Lines(done).ShouldBe(["customers: 1 removed, 1 as before."]);
        again.OneError().ShouldMatch(@"^import 2 was undone already, on \d{4}-\d\d-\d\d by command line$");
        again.Code.ShouldBe(1);
        Lines(list).Length.ShouldBe(2);
        Lines(list)[0].ShouldMatch(@"^1  customers  c\.csv  \d{4}-\d\d-\d\d \d\d:\d\dZ by command line: 2 rows read, 2 added, 0 changed$");
        Lines(list)[1].ShouldMatch(@"^2  customers  d\.csv  .*: 2 rows read, 1 added, 1 changed; undone \d{4}-\d\d-\d\d \d\d:\d\dZ by command line$");
    }

    [Fact]
    public async Task Undo_RowsThatMustStay_AreALineEachAndNothingIsUndone()
    {
        await GoodAsync("import", "customers", Write("c.csv", "customer_key,name\nC1,Ann\nC2,Ben\n"));
        await GoodAsync("import", "customers", Write("d.csv", "customer_key,name\nC1,Anne\n"));

        var said = await CrmAsync("import", "undo", "1");
        var skipping = await CrmAsync("import", "undo", "1", "--skip-kept");

        said.Code.ShouldBe(1);
        said.ErrorLines.ShouldBe(["crm: customers C1: changed since by import 2", "crm: nothing was undone; --skip-kept undoes the rest"]);
        skipping.Code.ShouldBe(1);
        Lines(skipping).ShouldBe(["customers: 1 removed, 0 as before."]);
        skipping.ErrorLines.ShouldBe(["crm: customers C1: changed since by import 2", "crm: 1 rows were kept"]);
        (await Crm.RowsAsync("SELECT customer_key FROM customers")).ShouldBe(["C1"]);
    }

    [Fact]
    public async Task Undo_NoSuchImport_IsOneLine()
    {
        var said = await CrmAsync("import", "undo", "5");

        said.OneError().ShouldBe("there is no import 5; 'crm import list' tells them");
        said.Code.ShouldBe(1);
    }

    private static string[] Lines(Said said) => said.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
