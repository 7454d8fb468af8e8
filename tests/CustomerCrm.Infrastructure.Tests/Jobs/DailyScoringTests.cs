using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Jobs;

/// <summary>Only the daily job moves the AsOf: after the firm's midnight, and at a start that finds it behind.</summary>
public sealed class DailyScoringTests : CrmTests
{
    [Fact]
    public async Task Round_AsOfBehind_RunsOnceToThePresentHoweverManyNodes()
    {
        await Crm.BuyerAsync("C1", 5, 100, TestCrm.Today.AddDays(-20));
        await Crm.RecomputeAsync(TestCrm.Today.AddDays(-10));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new Node(Crm).RoundAsync()));
        await new Node(Crm).RoundAsync();

        (await Crm.RowsAsync("SELECT as_of FROM score_runs WHERE kind = 1 ORDER BY id")).ShouldBe(["2026-06-20", "2026-06-30"]);
        (await Crm.RowAsync("SELECT as_of FROM score_generation")).ShouldBe("2026-06-30");
    }

    [Fact]
    public async Task Round_NextDay_MovesTheAsOfAgainAndAuditsOnceADay()
    {
        await Crm.BuyerAsync("C1", 5, 100, TestCrm.Today.AddDays(-20));
        await Crm.RecomputeAsync();
        var node = new Node(Crm);
        await node.RoundAsync();
        await node.RoundAsync();
        (await Crm.RowsAsync("SELECT key FROM jobs ORDER BY id")).ShouldBe(["audit 2026-06-30"]);

        Crm.Clock.GoTo(TestCrm.Today.AddDays(1));
        await node.RoundAsync();
        await node.RoundAsync();
        await node.RoundAsync();

        (await Crm.RowsAsync("SELECT key || ' ' || state FROM jobs ORDER BY id")).ShouldBe(
            ["audit 2026-06-30 3", "daily run 2026-07-01 3", "audit 2026-07-01 3"]);
        (await Crm.RowAsync("SELECT as_of FROM score_generation")).ShouldBe("2026-07-01");
    }

    [Fact]
    public async Task Round_FixedScoringDate_StaysThere()
    {
        await Crm.BuyerAsync("C1", 5, 100, TestCrm.Today.AddDays(-20));
        await Crm.ExecuteAsync("UPDATE firm SET scoring_date = '2026-06-25'");
        await Crm.RecomputeAsync();
        Crm.Clock.GoTo(TestCrm.Today.AddDays(3));

        await new Node(Crm).RoundAsync();

        (await Crm.RowAsync("SELECT as_of FROM score_generation")).ShouldBe("2026-06-25");
        (await Crm.RowsAsync("SELECT key FROM jobs")).ShouldBe(["audit 2026-07-03"]);
    }

    // Where no run switches, word of rescored customers would pile up; a little of it stays, so that memory held is patched.
    [Theory]
    [InlineData(20_000, 20_000, 1)]
    [InlineData(20_001, 1, 0)]
    public async Task Round_WordOfRescoredCustomers_BecomesOneWhereThereIsMuch(int left, long kept, long least)
    {
        await Crm.ExecuteAsync($"INSERT INTO rescored_customers (xid, customer_id) SELECT pg_current_xact_id(), n FROM generate_series(1, {left}) n");

        await new Node(Crm).RoundAsync();

        (await Crm.RowAsync("SELECT count(*), min(customer_id) FROM rescored_customers")).ShouldBe($"{kept}|{least}");
    }

    [Fact]
    public async Task Round_NoVersionInForce_WaitsForTheNextDayAndPublishesTheFirst()
    {
        await Crm.BuyerAsync("C1", 5, 100, TestCrm.Today.AddDays(-20));
        await new Node(Crm).RoundAsync();
        (await Crm.CountAsync("jobs")).ShouldBe(0);

        Crm.Clock.GoTo(TestCrm.Today.AddDays(1));
        await new Node(Crm).RoundAsync();

        (await Crm.RowAsync("SELECT number, author FROM policy_versions")).ShouldBe("1|system");
    }

    [Fact]
    public async Task Round_RunFailedWithinTheHour_AsksNotAgain()
    {
        await Crm.BuyerAsync("C1", 5, 100, TestCrm.Today.AddDays(-20));
        await Crm.RecomputeAsync(TestCrm.Today.AddDays(-10));
        await Crm.ExecuteAsync("""
            INSERT INTO jobs (kind, state, key, requested_at, requested_by, run_after, attempts, steps_done, steps_total, finished_at)
            VALUES (1, 4, 'daily run 2026-06-30', now(), 'x', now(), 5, 0, 0, now())
            """);

        await new Node(Crm).RoundAsync();
        (await Crm.CountAsync("jobs WHERE kind = 1")).ShouldBe(1);

        await Crm.ExecuteAsync("UPDATE jobs SET finished_at = now() - interval '61 minutes'");
        await new Node(Crm).RoundAsync();
        (await Crm.CountAsync("jobs WHERE kind = 1")).ShouldBe(2);
    }

    [Fact]
    public async Task Round_CustomersInTheQueue_AreScored()
    {
        await Crm.BuyerAsync("C1", 5, 100, TestCrm.Today.AddDays(-20));
        await Crm.RecomputeAsync();
        await Crm.ExecuteAsync("INSERT INTO dirty_customers (customer_id) SELECT id FROM customers");

        await new Node(Crm).RoundAsync();

        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
    }

    [Theory]
    [InlineData("UTC", "2026-06-30T12:00:00Z", "2026-06-30", "2026-06-30T00:00:00Z")]
    [InlineData("Asia/Shanghai", "2026-06-30T17:00:00Z", "2026-07-01", "2026-06-30T16:00:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24T12:00:00Z", "2026-04-24", "2026-04-23T22:00:00Z")] // midnight is skipped there
    public async Task Day_OfTheFirmsZone_BeginsAtItsMidnight(string zone, string now, string today, string midnight)
    {
        await Crm.ExecuteAsync($"UPDATE firm SET time_zone = '{zone}'");
        Crm.Clock.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);

        var day = await Crm.Services.GetRequiredService<FirmCalendar>().DayAsync(default);

        day.Today.ToString("yyyy-MM-dd", null).ShouldBe(today);
        day.Midnight.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null).ShouldBe(midnight);
    }
}
