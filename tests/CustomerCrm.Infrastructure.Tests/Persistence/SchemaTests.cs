using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Persistence;

public sealed class SchemaTests : CrmTests
{
    [Fact]
    public async Task Model_AgainstTheMigrations_HasNoPendingChange() =>
        (await Crm.WithDbAsync(db => Task.FromResult(db.Database.HasPendingModelChanges()))).ShouldBeFalse();

    [Fact]
    public async Task Migrations_FromEmpty_AreAllApplied() =>
        (await Crm.WithDbAsync(db => db.Database.GetPendingMigrationsAsync())).ShouldBeEmpty();

    [Fact]
    public async Task Prepare_ManyTimesAtOnce_LeavesOneFirmAndOneDraft()
    {
        var setup = Crm.Services.GetRequiredService<DatabaseSetup>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => setup.PrepareAsync(default))));

        (await Crm.RowAsync("SELECT (SELECT count(*) FROM firm), (SELECT count(*) FROM policy_draft), (SELECT count(*) FROM roles)"))
            .ShouldBe("1|1|3");
    }

    [Fact]
    public async Task Save_CustomerChangedMeanwhile_ThrowsAndLosesNothing()
    {
        await Crm.CustomersAsync("C1");
        var (anna, ben) = (await Crm.AddUserAsync("anna@example.com"), await Crm.AddUserAsync("ben@example.com"));
        await using var mine = Crm.Scope();
        var db = mine.ServiceProvider.GetRequiredService<CrmDbContext>();
        var customer = await db.Customers.SingleAsync();
        await Crm.WithDbAsync(async theirs =>
        {
            (await theirs.Customers.SingleAsync()).AssignOwner(anna, Crm.Clock.Now);
            return await theirs.SaveChangesAsync();
        });

        customer.AssignOwner(ben, Crm.Clock.Now);
        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());

        (await Crm.ScalarAsync<long>("SELECT owner_id FROM customers")).ShouldBe(anna);
        (await Crm.CountAsync($"audit_entries WHERE subject = 'customer' AND details::text LIKE '%{ben}]%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Save_DraftChangedMeanwhile_ThrowsAndLosesNothing()
    {
        await using var mine = Crm.Scope();
        var db = mine.ServiceProvider.GetRequiredService<CrmDbContext>();
        var draft = await db.PolicyDrafts.SingleAsync();
        await Crm.DraftAsync(new ScoringPolicy { GraceDays = 5 });

        draft.Replace(new ScoringPolicy { GraceDays = 9 }, Crm.Clock.Now, "me");
        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());

        (await Crm.RowAsync("SELECT content->>'graceDays', changed_by FROM policy_draft")).ShouldBe("5|tester");
    }

    [Fact]
    public void PolicyJson_EveryFieldOtherThanItsDefault_ComesBack()
    {
        var policy = new ScoringPolicy
        {
            WindowDays = 400,
            CostOfCapital = 0.123456789m,
            DefaultMargin = -0.5m,
            Method = TierMethod.ValueMatrix,
            LargeOrder = 12.34m,
            Missing = new MissingRules { Satisfaction = Domain.Loyalty.MissingRule.Worst },
            Cutoffs = new Cutoffs { Platinum = 99.99m },
            Guards = new GuardSettings { GroupBuy = new GroupBuySettings { On = false, Cap = Tier.Develop } },
        }.OnFixedScales();

        var json = PolicyJson.Write(policy);

        PolicyJson.Write(PolicyJson.Read(json)).ShouldBe(json);
        (PolicyJson.Read(json) with { PurchaseValueScale = null, ProfitScale = null })
            .ShouldBe(policy with { PurchaseValueScale = null, ProfitScale = null });
        PolicyJson.Read("{}").ShouldBe(new ScoringPolicy());
    }

    [Fact]
    public async Task PolicyDraft_ThroughTheDatabase_KeepsNumbersExact()
    {
        var policy = new ScoringPolicy { CostOfCapital = 0.0812345678901234567m, Cutoffs = new Cutoffs { Gold = 70.10m } }.OnFixedScales();

        await Crm.DraftAsync(policy);

        var kept = await Crm.WithDbAsync(db => db.PolicyDrafts.Select(d => d.Content).SingleAsync());
        PolicyJson.Write(kept).ShouldBe(PolicyJson.Write(policy));
    }
}
