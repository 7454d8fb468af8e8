using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>A list through the current view walks the rank index; a view that hid it would sort every customer for each page.</summary>
public sealed class CurrentViewTests : CrmTests
{
    [Fact]
    public async Task CurrentScores_ByRank_NeedsNoSort()
    {
        await Crm.BuyerAsync("A", 3, 100, TestCrm.Today);
        await Crm.RecomputeAsync();

        // Sorting is what the planner falls back to only where no index gives the order.
        var plan = string.Join('\n', await Crm.RowsAsync(
            """
            SET enable_seqscan = off; SET enable_sort = off;
            EXPLAIN SELECT customer_id FROM current_scores ORDER BY coalesce(composite, -1) DESC, customer_id DESC LIMIT 51
            """));

        plan.ShouldContain("_rank on customer_scores_");
        plan.ShouldNotContain("Sort  (");
    }
}
