using CustomerCrm.Domain.Facts;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>Who voids a row edits it: an undo leaves it voided and names it. A row that was voided before the import stays so.</summary>
public sealed class VoidedRowTests : UndoTests
{
    public static TheoryData<ImportKind, string> Rows => new()
    {
        { ImportKind.Orders, "orders O8" },
        { ImportKind.Orders, "orders GIVEN" },
        { ImportKind.Costs, "cost_entries X8" },
        { ImportKind.Costs, "cost_entries X1" },
        { ImportKind.Surveys, "survey_answers S8" },
        { ImportKind.Surveys, "survey_answers S1" },
    };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await UndoExamples.PrepareAsync(Crm);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Undo_RowVoidedSince_IsNamedAndStaysVoided(ImportKind kind, string row)
    {
        var import = await ImportAsync(kind, UndoExamples.Csv(kind, true, true));
        await VoidAsync(row);
        var voided = await RowAsync(row);

        (await KeptAsync(import)).ShouldBe([$"{row}: edited by hand since"]);
        (await SkippingAsync(import)).KeptCount.ShouldBe(1);

        (await RowAsync(row)).ShouldBe(voided);
        await ShouldBeScoredAsync();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Undo_RowVoidedAndBroughtBackSince_IsNamed(ImportKind kind, string row)
    {
        var import = await ImportAsync(kind, UndoExamples.Csv(kind, true, true));
        await VoidAsync(row);
        await EditAsync(row, fact => fact.Restore());

        (await KeptAsync(import)).ShouldBe([$"{row}: edited by hand since"]);
    }

    [Theory]
    [InlineData(ImportKind.Orders, "orders GIVEN", "orders")]
    [InlineData(ImportKind.OrderLines, "orders MADE", "order_lines")]
    [InlineData(ImportKind.Costs, "cost_entries X1", "cost_entries")]
    [InlineData(ImportKind.Surveys, "survey_answers S1", "survey_answers")]
    public async Task Undo_RowVoidedBefore_IsAsItWasAndVoided(ImportKind kind, string row, string written)
    {
        await VoidAsync(row);
        var before = await StateAsync();
        var import = await ImportAsync(kind, UndoExamples.Csv(kind, true, true));
        (await Crm.CountAsync($"{written} WHERE import_id = {import}")).ShouldBeGreaterThan(0);

        await UndoAsync(import);

        await ShouldBeAsync(before);
        (await RowAsync(row)).ShouldContain("voided_at\": \"");
    }

    [Fact]
    public async Task Undo_LinesOfAnOrderVoidedSince_AreKeptWithIt()
    {
        var import = await ImportAsync(ImportKind.OrderLines, UndoExamples.Csv(ImportKind.OrderLines, true, false));
        await VoidAsync("orders NEW");

        (await KeptAsync(import)).ShouldBe(
        [
            "order_lines NEW/1: the order stays and would be left without a line",
            "order_lines NEW/2: the order stays and would be left without a line",
            "orders NEW: edited by hand since",
        ]);
        await SkippingAsync(import);
        (await Crm.RowsAsync("SELECT line_no FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE order_no = 'NEW' ORDER BY 1")).ShouldBe(["1", "2"]);
        (await RowAsync("orders NEW")).ShouldContain("voided_at\": \"");
        await ShouldBeScoredAsync();
    }

    /// <summary>A recompute of everybody finds nothing that the undo left behind.</summary>
    private async Task ShouldBeScoredAsync()
    {
        var scores = await Crm.CurrentScoresAsync();
        await Crm.RecomputeAsync();
        (await Crm.CurrentScoresAsync()).ShouldBe(scores);
        await ShouldBeTidyAsync();
    }

    private Task<string> RowAsync(string row) =>
        Crm.RowAsync($"SELECT to_jsonb(t)::text FROM {row.Split(' ')[0]} t WHERE '{row.Split(' ')[1]}' IN ({KeyOf(row)})");

    private static string KeyOf(string row) => row.Split(' ')[0] switch
    {
        "orders" => "order_no",
        "cost_entries" => "cost_no",
        _ => "survey_no",
    };

    private Task VoidAsync(string row) => EditAsync(row, fact => fact.Void(Crm.Clock.Now));

    private async Task EditAsync(string row, Action<IVoidable> edit)
    {
        await using var scope = Crm.Scope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var key = row.Split(' ')[1];
        var (fact, customer) = row.Split(' ')[0] switch
        {
            "orders" => await db.Orders.Where(o => o.OrderNo == key).Select(o => ValueTuple.Create((IVoidable)o, o.CustomerId)).SingleAsync(),
            "cost_entries" => await db.CostEntries.Where(e => e.CostNo == key).Select(e => ValueTuple.Create((IVoidable)e, e.CustomerId)).SingleAsync(),
            _ => await db.SurveyAnswers.Where(a => a.SurveyNo == key).Select(a => ValueTuple.Create((IVoidable)a, a.CustomerId)).SingleAsync(),
        };
        edit(fact);
        (await scope.ServiceProvider.GetRequiredService<CustomerWrites>().SaveAsync([customer], default)).ShouldBeOfType<SaveOutcome.Saved>();
    }
}
