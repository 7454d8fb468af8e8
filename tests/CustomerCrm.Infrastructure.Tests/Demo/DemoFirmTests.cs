using CustomerCrm.Infrastructure.Demo;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Demo;

/// <summary>The sample firm: only into an empty database, resumed where it was interrupted, and then left alone.</summary>
public sealed class DemoFirmTests
{
    private const string Password = "a demo password";

    [Fact]
    public async Task Ensure_InterruptedThenAgain_LoadsTheWholeFirmOnce()
    {
        await using var crm = await TestCrm.CreateAsync(("Demo:Password", Password));
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => EnsureAsync(crm, stop, stopAt: "order-lines"));
        var (customers, orders) = (await crm.CountAsync("customers"), await crm.CountAsync("orders"));
        orders.ShouldBeGreaterThan(0);
        (await crm.CountAsync("order_lines")).ShouldBe(0);
        (await crm.ScalarAsync<bool>("SELECT demo_loaded_at IS NULL FROM firm")).ShouldBeTrue();

        (await EnsureAsync(crm)).ShouldBe(Password);

        (await crm.CountAsync("customers")).ShouldBe(customers);
        (await crm.CountAsync("orders")).ShouldBe(orders);
        (await crm.CountAsync("current_scores")).ShouldBe(customers);
        (await crm.RowAsync("SELECT name, currency, scoring_date, demo_loaded_at IS NULL FROM firm"))
            .ShouldBe("Blythe & Rowan Gifts|GBP|2011-12-10|False");
        (await crm.RowsAsync("SELECT DISTINCT shown_tier FROM current_scores ORDER BY 1")).Count.ShouldBeGreaterThanOrEqualTo(5);
        await SecondEnsureAsync(crm);
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
