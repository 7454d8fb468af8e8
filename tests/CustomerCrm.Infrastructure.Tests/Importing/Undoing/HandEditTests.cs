using CustomerCrm.Domain.CostToServe;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Orders;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>What somebody edited by hand is no longer its import's; an undo leaves it and says so.</summary>
public sealed class HandEditTests : UndoTests
{
    public static TheoryData<ImportKind, string> Rows => new()
    {
        { ImportKind.Orders, "orders O8" },
        { ImportKind.Orders, "orders GIVEN" },
        { ImportKind.OrderLines, "order_lines NEW/2" },
        { ImportKind.OrderLines, "order_lines MADE/1" },
        { ImportKind.Costs, "cost_entries X8" },
        { ImportKind.Surveys, "survey_answers S8" },
        { ImportKind.Activities, "cost_activities gift" },
        { ImportKind.Activities, "cost_rates visit/2026-04-01" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Undo_RowEditedByHand_IsKeptAndNamed(ImportKind kind, string row)
    {
        await UndoExamples.PrepareAsync(Crm);
        var import = await ImportAsync(kind, UndoExamples.Csv(kind, true, true));

        await EditAsync(row);

        (await KeptAsync(import)).ShouldContain($"{row}: edited by hand since");
        await SkippingAsync(import);
        (await Crm.CountAsync($"{row.Split(' ')[0]} WHERE import_id IS NULL")).ShouldBe(1);
    }

    [Fact]
    public async Task AssignOwner_CustomerOfAnImport_IsHisNoMore()
    {
        var anna = await Crm.AddUserAsync("anna@example.com");
        var import = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Ann\nC2,Ben\n");
        var later = await ImportAsync(ImportKind.Customers, "customer_key,name\nC2,Benno\n");

        foreach (var key in new[] { "C1", "C2" })
            await EditCustomerAsync(key, customer => customer.AssignOwner(anna, Crm.Clock.Now));

        (await Crm.RowsAsync("SELECT import_id FROM customers")).ShouldBe(["", ""]);
        (await KeptAsync(import)).ShouldBe(["customers C1: edited by hand since", "customers C2: edited by hand since"]);
        (await KeptAsync(later)).ShouldBe(["customers C2: edited by hand since"]);

        // Nothing can bring them back to their imports, so these have nothing left to undo.
        (await SkippingAsync(import)).Whole.ShouldBeTrue();
        (await SkippingAsync(later)).Whole.ShouldBeTrue();
        (await Crm.CountAsync("import_hand_edits") + await Crm.CountAsync("import_before_images")).ShouldBe(0);
        (await Crm.RowsAsync("SELECT name FROM customers ORDER BY 1")).ShouldBe(["Ann", "Benno"]);
    }

    [Fact]
    public async Task Edit_OfTagsAlone_IsAnEditOfTheCustomer()
    {
        var import = await ImportAsync(ImportKind.Customers, "customer_key,name,tags\nC1,Ann,a|b\nC2,Ben,a\n");

        await Crm.WithDbAsync(async db =>
        {
            var customer = await db.Customers.Include(c => c.Tags).SingleAsync(c => c.CustomerKey == "C1");
            customer.Tags.Remove(customer.Tags.First());
            return await db.SaveChangesAsync();
        });

        (await KeptAsync(import)).ShouldBe(["customers C1: edited by hand since"]);
    }

    [Fact]
    public async Task Edit_ThatChangesNothing_LeavesTheRowToItsImport()
    {
        var import = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Ann\n");

        await Crm.WithDbAsync(async db =>
        {
            db.Update(await db.Customers.SingleAsync());
            return await db.SaveChangesAsync();
        });

        (await Crm.ScalarAsync<long>("SELECT import_id FROM customers")).ShouldBe(import);
        (await Crm.CountAsync("import_hand_edits")).ShouldBe(0);
    }

    [Fact]
    public async Task Undo_RowImportedAgainAfterAHandEdit_ComesBackToTheHandEdit()
    {
        var anna = await Crm.AddUserAsync("anna@example.com");
        var import = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Ann\n");
        await EditCustomerAsync("C1", customer => customer.AssignOwner(anna, Crm.Clock.Now));
        var before = await StateAsync();
        var later = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Anne\n");

        (await KeptAsync(import)).ShouldBe([$"customers C1: changed since by import {later}"]);
        await UndoAsync(later);

        await ShouldBeAsync(before);
        (await KeptAsync(import)).ShouldBe(["customers C1: edited by hand since"]);
    }

    private Task<int> EditCustomerAsync(string key, Action<Customer> edit) => Crm.WithDbAsync(async db =>
    {
        edit(await db.Customers.SingleAsync(c => c.CustomerKey == key));
        return await db.SaveChangesAsync();
    });

    private Task<int> EditAsync(string row) => Crm.WithDbAsync(async db =>
    {
        var key = row.Split(' ')[1].Split('/');
        var (entity, property, value) = row.Split(' ')[0] switch
        {
            "orders" => ((object)await db.Orders.SingleAsync(o => o.OrderNo == key[0]), nameof(Order.PaidOn), (object)TestCrm.Today),
            "order_lines" => (await db.OrderLines.SingleAsync(l => l.Order.OrderNo == key[0] && l.LineNo == key[1]), nameof(OrderLine.Category), "Edited"),
            "cost_entries" => (await db.CostEntries.SingleAsync(e => e.CostNo == key[0]), nameof(CostEntry.Note), "edited"),
            "survey_answers" => (await db.SurveyAnswers.SingleAsync(a => a.SurveyNo == key[0]), nameof(SurveyAnswer.Recommend), 4m),
            "cost_activities" => (await db.CostActivities.SingleAsync(a => a.Name == key[0]), nameof(CostActivity.Unit), "edited"),
            _ => (await RateAsync(db, key[0], key[1]), nameof(CostRate.Rate), 99m),
        };
        db.Entry(entity).Property(property).CurrentValue = value;
        return await db.SaveChangesAsync();
    });

    private static async Task<CostRate> RateAsync(CrmDbContext db, string activity, string validFrom) =>
        (await db.CostActivities.Include(a => a.Rates).SingleAsync(a => a.Name == activity))
            .Rates.Single(r => r.ValidFrom == DateOnly.Parse(validFrom, null));
}
