using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Undoing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Customers;

/// <summary>Any part of a name in either script, key, card, mail and phone; what is typed is data.</summary>
public sealed class SearchTests : CrmTests
{
    private const string Header = "customer_key,name,local_name,member_card_no,phone,email";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.ImportAsync(ImportKind.Customers, TestCrm.Csv(Header,
        [
            "S1,Anna Smith,王秀英,M-6212 0001,+44 20 7946 0018,anna@smith.example",
            "S2,Blacksmith & Sons,上海建国贸易有限公司,,020 7946 0777,",
            "C3,厦门文具,,M-6212 0003,+86 592 207 9460,info@xiamen.example",
            "P4,100% Pure_Gifts \\ Co,,,+44 (0)1632 960950,",
            "E5,École Zoë,𠮷野家,,,zoe@ecole.example",
            "W6,ＦＵＬＬ Width Ltd,,,,",
        ]));
        await Crm.SalesAsync("O1,S1,2026-06-01,100");
        await Crm.RecomputeAsync();
    }

    [Theory]
    [InlineData("Anna", "S1")]
    [InlineData("smith", "S1 S2")]
    [InlineData("SMITH", "S1 S2")]
    [InlineData("lacksmi", "S2")]
    [InlineData("sm", "S1 S2")]
    [InlineData("w", "W6")]
    [InlineData("smith anna", "S1")]
    [InlineData("anna sons", "")]
    [InlineData("王", "S1")]
    [InlineData("英", "S1")]
    [InlineData("秀", "S1")]
    [InlineData("秀英", "S1")]
    [InlineData("王英", "")]
    [InlineData("贸易", "S2")]
    [InlineData("建国贸易有限", "S2")]
    [InlineData("王 anna", "S1")]
    [InlineData("文具", "C3")]
    [InlineData("𠮷", "E5")]
    [InlineData("𠮷野", "E5")]
    [InlineData("école", "E5")]
    [InlineData("ÉCOLE", "E5")]
    [InlineData("full", "W6")]
    [InlineData("ｆｕ", "W6")]
    [InlineData("6212", "S1 C3")]
    [InlineData("M-6212 0003", "C3")]
    [InlineData("xiamen.example", "C3")]
    [InlineData("anna@", "S1")]
    [InlineData("p4", "")]
    [InlineData("100%", "P4")]
    [InlineData("%%%", "")]
    [InlineData("___", "")]
    [InlineData("pure_g", "P4")]
    [InlineData("pureXg", "")]
    [InlineData(@"\ co", "P4")]
    [InlineData("' or 1=1 --", "")]
    public async Task Search_PartOfWhatIsKept_FindsWhoHasIt(string typed, string keys) => (await FoundAsync(typed)).ShouldBe(keys);

    [Theory]
    [InlineData("+44 20 7946", "S1 S2")]
    [InlineData("02079 46", "S1 S2 C3")]
    [InlineData("+86 592 207 9460", "C3")]
    [InlineData("0044 20", "S1")]
    [InlineData("020 7946 0018", "S1")]
    [InlineData("00442079460777", "S2")]
    [InlineData("0777", "S2")]
    [InlineData("+86 592", "C3")]
    [InlineData("592-207", "C3")]
    [InlineData("+44 (0)1632", "P4")]
    [InlineData("01632 960", "P4")]
    [InlineData("+1 212", "")]
    public async Task Search_PhoneHoweverItIsWritten_ComparesDigits(string typed, string keys) => (await FoundAsync(typed)).ShouldBe(keys);

    [Theory]
    [InlineData("+44 117 496 0555", "C3")]
    [InlineData("0117 496", "C3 P4")]
    [InlineData("4960666", "P4")]
    [InlineData("555666777", "")]
    public async Task Search_FurtherPhonesAndThoseOfContacts_FindTheCustomer(string typed, string keys)
    {
        await Crm.WithDbAsync(async db =>
        {
            var ids = await db.Customers.ToDictionaryAsync(c => c.CustomerKey, c => c.Id);
            db.Add(new CustomerPhone { CustomerId = ids["C3"], Label = "store", Number = "0117 496-0555" });
            db.Add(new Contact { CustomerId = ids["P4"], Name = "Ann", Phone = "+44 (0)117 496 0666" });
            db.Add(new Contact { CustomerId = ids["S1"], Name = "No phone" });
            return await db.SaveChangesAsync();
        });

        (await FoundAsync(typed)).ShouldBe(keys);
    }

    // At a million customers nobody reads the table for one phone.
    [Fact]
    public async Task Search_ByPhone_AsksFourIndexesAndReadsNoTable()
    {
        await Crm.ExecuteAsync(
            """
            INSERT INTO customers (customer_key, name, kind, phone, created_at, changed_at)
            SELECT 'L' || i, 'Load ' || i, 1, '+44 20 ' || (7000000 + i), now(), now() FROM generate_series(1, 20000) i;
            INSERT INTO customer_phones (customer_id, label, number) SELECT id, '', '0117 ' || (4000000 + id * 4 + n) FROM customers, generate_series(1, 4) n;
            INSERT INTO contacts (customer_id, name, phone) SELECT id, 'x', '+44 161 ' || (5000000 + id * 4 + n) FROM customers, generate_series(1, 4) n
            """);

        // What waits to be sorted into a gin index counts as pages to read.
        await Crm.ExecuteAsync("VACUUM ANALYZE customers, customer_phones, contacts");
        var sql = SqlText.Read("Customers/Sql/reached.sql", ("0", "'%0117 4000123%'"), ("1", "'%☎%1174000123%'"), ("2", "'%☎01174000123%'"), ("3", "'%☎1174000123%'"));

        var plan = string.Join('\n', await Crm.RowsAsync($"EXPLAIN SELECT count(*) FROM ({sql}) found"));

        foreach (var index in new[] { "ix_customers_search", "pk_customers", "ix_customer_phones_search", "ix_contacts_phone_search" })
            plan.ShouldContain(index, customMessage: plan);
        plan.ShouldNotContain("Seq Scan", customMessage: plan);
    }

    [Theory]
    [InlineData("\0anna\u0007", "S1")]
    [InlineData("anna\uD800", "")]
    [InlineData("   ", "S1 S2 C3 P4 E5 W6")]
    [InlineData("'\"<script>alert(1)</script>", "")]
    [InlineData("{0}%s${jndi:x}", "")]
    [InlineData("\u202Etxt", "")]
    public async Task Search_HostileText_IsDataAndNoError(string typed, string keys) => (await FoundAsync(typed)).ShouldBe(keys);

    [Fact]
    public async Task Search_LongerThanAnythingKept_FindsNobody() => (await FoundAsync(new string('a', 10_000))).ShouldBe("");

    [Fact]
    public async Task Search_AfterAChangeByImportAndItsUndo_FollowsTheName()
    {
        await Crm.ImportAsync(ImportKind.Customers, TestCrm.Csv(Header, ["S1,Anna Jones,李四,,,", "N7,Newcomer,新来,,,"]));
        (await FoundAsync("jones")).ShouldBe("S1");
        (await FoundAsync("李")).ShouldBe("S1");
        (await FoundAsync("王秀英")).ShouldBe("");
        (await FoundAsync("新来")).ShouldBe("N7");

        var import = await Crm.WithDbAsync(db => db.Imports.MaxAsync(i => i.Id));
        (await Crm.Services.GetRequiredService<ImportUndo>().UndoAsync(import, new UndoOptions(), "tester", null, default)).ShouldBeOfType<UndoResult.Undone>();

        (await FoundAsync("jones")).ShouldBe("");
        (await FoundAsync("秀英")).ShouldBe("S1");
        (await FoundAsync("新来")).ShouldBe("");
    }

    [Fact]
    public async Task Search_CustomerMadeByHand_IsFoundOnceScored()
    {
        await Crm.WithDbAsync(async db =>
        {
            db.Customers.Add(new Customer("H8", "Handmade 手工", CustomerKind.Company, Crm.Clock.Now));
            return await db.SaveChangesAsync();
        });
        await Crm.RecomputeAsync(TestCrm.Today.AddDays(1));

        (await FoundAsync("handm")).ShouldBe("H8");
        (await FoundAsync("手")).ShouldBe("H8");
    }

    [Fact]
    public async Task Search_EveryWay_IsAskedOfAnIndex()
    {
        foreach (var (condition, index) in new[]
        {
            ("customer_has_gram(name, local_name, '王')", "ix_customers_name_grams"),
            ("customer_matches(name, local_name, customer_key COLLATE \"default\", member_card_no, email, phone, '%smith%')", "ix_customers_search"),
        })
        {
            await using var connection = await Crm.Source.OpenConnectionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"SET enable_seqscan = off; EXPLAIN SELECT 1 FROM customers WHERE {condition}";
            await using var reader = await command.ExecuteReaderAsync();
            var plan = "";
            while (await reader.ReadAsync())
                plan += reader.GetString(0);
            plan.ShouldContain(index, customMessage: plan);
        }
    }

    private async Task<string> FoundAsync(string typed) => string.Join(' ', await Crm.WithDbAsync(db =>
        FilteredCustomers.Scores(db, new CustomerFilter { Text = typed })
            .OrderBy(s => s.CustomerId).Select(s => s.Customer.CustomerKey).ToListAsync()));
}
