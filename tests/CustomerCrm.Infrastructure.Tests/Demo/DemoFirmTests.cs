using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Demo;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Infrastructure.Tests.Samples;
using CustomerCrm.TestSupport;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Demo;

/// <summary>The sample firm: only into an empty database, resumed where it was interrupted, and then left alone.</summary>
public sealed class DemoFirmTests
{
    private const string Password = "a demo password";

    /// <summary>What the sample's files hold.</summary>
    private const int Orders = 22_190;

    private const int OrderLines = 406_829;

    [Fact]
    public async Task Ensure_InterruptedThenAgain_LoadsTheWholeFirmOnce()
    {
        await using var crm = await TestCrm.CreateAsync(("Demo:Password", Password));
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => EnsureAsync(crm, stop, stopAt: "31 August 2011"));
        var (customers, orders) = (await crm.CountAsync("customers"), await crm.CountAsync("orders"));
        orders.ShouldBeInRange(1, Orders - 1);
        (await crm.ScalarAsync<DateOnly>("SELECT as_of FROM score_generation")).ShouldBe(new DateOnly(2011, 7, 31));
        (await crm.ScalarAsync<bool>("SELECT demo_loaded_at IS NULL FROM firm")).ShouldBeTrue();

        (await EnsureAsync(crm)).ShouldBe(Password);

        (await crm.CountAsync("customers")).ShouldBe(customers);
        (await crm.CountAsync("orders")).ShouldBe(Orders);
        (await crm.CountAsync("order_lines")).ShouldBe(OrderLines);
        (await crm.CountAsync("current_scores")).ShouldBe(customers);
        (await crm.RowAsync("SELECT name, currency, scoring_date, demo_loaded_at IS NULL FROM firm"))
            .ShouldBe("Blythe & Rowan Gifts|GBP|2011-12-10|False");
        (await crm.RowsAsync("SELECT DISTINCT shown_tier FROM current_scores ORDER BY 1")).Count.ShouldBeGreaterThanOrEqualTo(5);
        await PastAsync(crm);
        await CharactersAsync(crm);
        await SecondEnsureAsync(crm);
        await MethodBAsync(crm);
    }

    /// <summary>Month ends since June, rules that were changed once, and tiers that moved for facts, for time and for rules.</summary>
    private static async Task PastAsync(TestCrm crm)
    {
        (await crm.RowsAsync("SELECT as_of FROM score_history GROUP BY as_of HAVING count(*) = 4432 ORDER BY 1"))
            .ShouldBe(["2011-06-30", "2011-07-31", "2011-08-31", "2011-09-30", "2011-10-31", "2011-11-30"]);
        (await crm.RowsAsync("SELECT number, author, note, published_at::date, scales_as_of FROM policy_versions ORDER BY 1")).ShouldBe(
        [
            "1|Ada Admin|Turnover counts most|2011-06-30|2011-06-30",
            "2|Ada Admin|Profit counts as much as turnover|2011-09-30|2011-09-30",
        ]);
        (await crm.RowsAsync("SELECT DISTINCT reason FROM tier_changes ORDER BY 1")).ShouldBe(["1", "2", "3"]);
        (await crm.CountAsync("dirty_customers")).ShouldBe(0);
    }

    /// <summary>As samples/online-retail/README.md tells them: the group buyer, the big account that earns nothing, the late payer, the loyal small shop, the sleeping platinum.</summary>
    private static async Task CharactersAsync(TestCrm crm) =>
        (await crm.RowsAsync(
            """
            SELECT c.customer_key, c.name, s.shown_tier, s.guards, s.flags
            FROM current_scores s JOIN customers c ON c.id = s.customer_id
            WHERE c.customer_key IN ('C15749', 'C18102', 'C17511', 'C13468', 'C16180')
            ORDER BY 1
            """)).ShouldBe(
        [
            $"C13468|Robin's Corner Shop|{(int)Tier.Platinum}|{(int)Guard.None}|{(int)CustomerFlags.None}",
            $"C15749|Grand Jubilee Parties Ltd|{(int)Tier.Silver}|{(int)Guard.GroupBuy}|{(int)CustomerFlags.AtRisk}",
            $"C16180|Dormouse Interiors Ltd|{(int)Tier.Platinum}|{(int)Guard.None}|{(int)(CustomerFlags.AtRisk | CustomerFlags.Dormant)}",
            $"C17511|Tarry & Slowcombe Ltd|{(int)Tier.Platinum}|{(int)Guard.None}|{(int)CustomerFlags.LatePayer}",
            $"C18102|Colossus Department Stores Ltd|{(int)Tier.Silver}|{(int)Guard.ThinMargin}|{(int)(CustomerFlags.ThinMargin | CustomerFlags.LatePayer)}",
        ]);

    /// <summary>Two customers of one tier for opposite reasons, under the sample's draft of method B.</summary>
    private static async Task MethodBAsync(TestCrm crm)
    {
        await using var scope = crm.Scope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var draft = await db.PolicyDrafts.SingleAsync();
        var json = await File.ReadAllTextAsync(Path.Combine(SampleFolder.Path, "policy-method-b.json"));
        draft.Replace(PolicyJson.Read(json), DateTimeOffset.UtcNow, "Ada").ShouldBeEmpty();
        await db.SaveChangesAsync();
        await scope.ServiceProvider.GetRequiredService<Recompute>().PublishAsync(
            new PublishRequest(null, null, new Publication("Ada", "Method B", DateTimeOffset.UtcNow)), default);

        (await crm.RowsAsync(
            """
            SELECT c.customer_key, s.computed_tier, s.silver_reason
            FROM current_scores s JOIN customers c ON c.id = s.customer_id
            WHERE c.customer_key IN ('C13448', 'C14527')
            ORDER BY 1
            """)).ShouldBe(
        [
            $"C13448|{(int)Tier.Silver}|{(int)SilverReason.LongCycle}",
            $"C14527|{(int)Tier.Silver}|{(int)SilverReason.SmallOrder}",
        ]);
    }

    /// <summary>On the loaded firm, since loading takes its time.</summary>
    private static async Task SecondEnsureAsync(TestCrm crm)
    {
        var before = await crm.FingerprintAsync();
        await EnsureAsync(crm);
        (await crm.FingerprintAsync()).ShouldBe(before);

        await using var scope = crm.Scope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<CrmUser>>();
        foreach (var signIn in DemoFirm.SignIns)
        {
            var user = (await users.FindByEmailAsync(signIn.Email)).ShouldNotBeNull();
            (await users.CheckPasswordAsync(user, Password)).ShouldBeTrue();
            (await users.GetRolesAsync(user)).ShouldBe([signIn.Role]);
            await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), "forgotten since");
        }

        before = await crm.FingerprintAsync();
        await EnsureAsync(crm);
        var after = await crm.FingerprintAsync();
        after.Where(t => before[t.Key] != t.Value).Select(t => t.Key).ShouldBe(["audit_entries", "users"]);
    }

    [Fact]
    public async Task Ensure_DatabaseWithACustomer_Refuses()
    {
        await using var crm = await TestCrm.CreateAsync(("Demo:Password", Password));
        await crm.CustomersAsync("C1");
        var before = await crm.FingerprintAsync();

        (await Should.ThrowAsync<SettingException>(() => EnsureAsync(crm))).Message.ShouldContain("only into a database without a customer or user");

        (await crm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Ensure_DatabaseWithAUser_Refuses()
    {
        await using var crm = await TestCrm.CreateAsync(("Demo:Password", Password));
        await crm.AddUserAsync("ada@example.com", Roles.Admin);

        await Should.ThrowAsync<SettingException>(() => EnsureAsync(crm));

        (await crm.CountAsync("users")).ShouldBe(1);
    }

    private static async Task<string> EnsureAsync(TestCrm crm, CancellationTokenSource? stop = null, string? stopAt = null)
    {
        await using var scope = crm.Scope();
        return await scope.ServiceProvider.GetRequiredService<DemoFirm>().EnsureAsync(
            line =>
            {
                if (stopAt is not null && line.EndsWith(stopAt, StringComparison.Ordinal))
                    stop!.Cancel();
            },
            stop?.Token ?? default);
    }
}
