using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>"Archived ones count while their facts are in the window" (value model, section 1).</summary>
public sealed class ArchivedCustomerTests : CrmTests
{
    [Fact]
    public async Task Recompute_Archived_CountsWhileFactsAreInTheWindow()
    {
        await Crm.BuyerAsync("ACTIVE", 3, 100, TestCrm.Today);
        await Crm.BuyerAsync("RECENT", 3, 100, TestCrm.Today.AddDays(-30));
        await Crm.BuyerAsync("FORMER", 3, 100, TestCrm.Today.AddDays(-800));
        await Crm.ExecuteAsync("UPDATE customers SET archived_at = now() WHERE customer_key <> 'ACTIVE'");

        await Crm.RecomputeAsync();
        (await ScoredAsync()).ShouldBe(["ACTIVE", "RECENT"]);

        await Crm.RecomputeAsync(TestCrm.Today.AddDays(400));
        (await ScoredAsync()).ShouldBe(["ACTIVE"]);
    }

    private Task<List<string>> ScoredAsync() => Crm.RowsAsync(
        "SELECT c.customer_key FROM current_scores s JOIN customers c ON c.id = s.customer_id ORDER BY c.customer_key");
}
