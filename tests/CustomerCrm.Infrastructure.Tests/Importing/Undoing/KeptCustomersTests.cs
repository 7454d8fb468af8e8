using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>A customer others hang on, or somebody changed since, stays and is named.</summary>
public sealed class KeptCustomersTests : UndoTests
{
    private long _import;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("OLD");
        await Crm.ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2026-01-01,visit,30\n");
        _import = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Ann\nC2,Ben\n");
    }

    [Theory]
    [InlineData(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO1,C1,2026-06-01,5\n", "has orders that stay")]
    [InlineData(ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,quantity\nX1,C1,visit,2026-06-01,1\n", "has costs that stay")]
    [InlineData(ImportKind.Surveys, "survey_no,customer_key,answered_on,satisfaction\nS1,C1,2026-06-01,5\n", "has survey answers that stay")]
    [InlineData(ImportKind.Customers, "customer_key,name,referred_by_key\nD1,Dan,C1\n", "referred a customer who stays")]
    public async Task Undo_CustomerWithFactsOfALaterImport_IsKept(ImportKind kind, string csv, string reason)
    {
        var later = await ImportAsync(kind, csv);

        (await KeptAsync(_import)).ShouldBe(["customers C1: " + reason]);

        await UndoAsync(later);
        (await UndoAsync(_import)).Removed.ShouldBe(2);
    }

    [Fact]
    public async Task Undo_ReferrersOfWhoStays_AreKeptAllTheWay()
    {
        var chain = await ImportAsync(ImportKind.Customers, "customer_key,name,referred_by_key\nR1,R,\nR2,R,R1\nR3,R,R2\nR4,R,R3\n");
        await Crm.SalesAsync("O1,R3,2026-06-01,5");

        (await KeptAsync(chain)).ShouldBe(
        [
            "customers R1: referred a customer who stays",
            "customers R2: referred a customer who stays",
            "customers R3: has orders that stay",
        ]);
        (await SkippingAsync(chain)).Removed.ShouldBe(1);
    }

    [Fact]
    public async Task Undo_PinnedCustomer_IsKept()
    {
        await Crm.WithDbAsync(async db =>
        {
            db.PinnedTiers.Add(new PinnedTier
            {
                CustomerId = (await db.Customers.SingleAsync(c => c.CustomerKey == "C1")).Id,
                Tier = Tier.Gold,
                FromOn = TestCrm.Today,
                UntilOn = TestCrm.Today,
                Reason = "a promise",
                PinnedBy = "m",
                PinnedAt = Crm.Clock.Now,
            });
            db.AuditEntries.Add(await TellOfAsync(db, "C2"));
            return await db.SaveChangesAsync();
        });

        (await KeptAsync(_import)).ShouldBe(["customers C1: has a pinned tier", "customers C2: the history tells of this customer"]);
    }

    [Fact]
    public async Task Undo_CustomerThatTheUndoOfALaterImportNeeds_IsKeptUntilThen()
    {
        var empty = await StateAsync();
        var first = await ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO1,NEW,2026-06-01,5\n", new ImportOptions(CreateCustomers: true));
        var second = await ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO1,OLD,2026-06-01,5\n");

        (await KeptAsync(first)).ShouldBe(
            [$"customers NEW: the undo of import {second} needs it", $"orders O1: changed since by import {second}"]);
        var skipping = await SkippingAsync(first);
        (skipping.Rows.Count, skipping.KeptCount, skipping.Whole).ShouldBe((0, 2, false));

        await UndoAsync(second);
        await UndoAsync(first);
        await ShouldBeAsync(empty);
    }

    [Fact]
    public async Task Undo_CustomerThatALaterImportChanged_IsKeptAlsoWhereItOnlyAdded()
    {
        var later = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Anne\nOLD,Old\n");
        var latest = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Anna\n");

        (await KeptAsync(_import)).ShouldBe([$"customers C1: changed since by import {latest}"]);
        (await KeptAsync(later)).ShouldBe([$"customers C1: changed since by import {latest}"]);

        // What C1 was before the later import carries this one: it must be there to come back to.
        (await SkippingAsync(_import)).Removed.ShouldBe(1);
        (await SkippingAsync(later)).Restored.ShouldBe(1);
        await UndoAsync(latest);
        await UndoAsync(later);
        (await UndoAsync(_import)).Removed.ShouldBe(1);
        (await Crm.RowsAsync("SELECT customer_key, name FROM customers")).ShouldBe(["OLD|OLD"]);
    }

    [Fact]
    public async Task Undo_CustomerWhoseOwnerIsGone_IsKept()
    {
        await Crm.AddUserAsync("anna@example.com");
        await ImportAsync(ImportKind.Customers, "customer_key,name,owner_email\nOLD,OLD,anna@example.com\n");
        var later = await ImportAsync(ImportKind.Customers, "customer_key,name,owner_email,region\nOLD,OLD,,North\n");
        await Crm.ExecuteAsync("DELETE FROM users");

        (await KeptAsync(later)).ShouldBe(["customers OLD: what it pointed at before is no longer there"]);
    }

    [Fact]
    public async Task Undo_RegionOfABeforeImage_StaysForIt()
    {
        var first = await ImportAsync(ImportKind.Customers, "customer_key,name,region,tags\nOLD,OLD,North,mark\nZ,Z,,\n");
        var second = await ImportAsync(ImportKind.Customers, "customer_key,name,region,tags\nOLD,OLD,South,\n");

        (await SkippingAsync(first)).Removed.ShouldBe(1);
        await UndoAsync(second);

        (await Crm.RowAsync("SELECT r.name, t.name FROM customers c JOIN regions r ON r.id = c.region_id JOIN customer_tags ct ON ct.customer_id = c.id JOIN tags t ON t.id = ct.tag_id"))
            .ShouldBe("North|mark");
        await UndoAsync(first);
        (await Crm.CountAsync("regions") + await Crm.CountAsync("tags")).ShouldBe(0);
    }

    private async Task<AuditEntry> TellOfAsync(Infrastructure.Persistence.CrmDbContext db, string key) => new()
    {
        At = Crm.Clock.Now,
        UserName = "m",
        Action = "called",
        Subject = "customer",
        CustomerId = (await db.Customers.SingleAsync(c => c.CustomerKey == key)).Id,
    };
}
