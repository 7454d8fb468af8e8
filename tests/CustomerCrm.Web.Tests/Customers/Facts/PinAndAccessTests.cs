using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers.Facts;

/// <summary>Pins by managers, and who may write which facts at all.</summary>
public sealed class PinAndAccessTests : IAsyncLifetime
{
    private FactFirm _firm = null!;

    private string Tiers => $"/Customers/{_firm.Mine}/Tiers";

    public async Task InitializeAsync() => _firm = await FactFirm.StartAsync();

    public async Task DisposeAsync() => await _firm.DisposeAsync();

    [Fact]
    public async Task Pin_SetReplacedAndEnded_MovesTheShownTierAtOnce()
    {
        using var manager = await _firm.SignedInAsync(Roles.Manager);
        var computed = (await _firm.ScoreAsync(_firm.Mine)).Split(' ')[1];
        var (first, second) = computed == nameof(Tier.Platinum) ? (Tier.Adjust, Tier.Develop) : (Tier.Platinum, computed == nameof(Tier.Gold) ? Tier.Silver : Tier.Gold);

        var set = await manager.SubmitAsync(Tiers, "[data-pin]", ("Form.Tier", $"{first}"), ("Form.Until", "2026-12-31"), ("Form.Reason", "<b>big plans</b>"));
        set.Status.ShouldBe(302, set.Text);
        (await _firm.ScoreAsync(_firm.Mine)).ShouldStartWith($"{first} {computed} ");
        (await ReasonsAsync()).ShouldBe([TierChangeReason.Pin]);
        var page = await manager.GetAsync(Tiers);
        page.Words("#pin")!.ShouldContain("<b>big plans</b>");
        page.Words(".flash")!.ShouldContain("The tier is pinned.");

        (await manager.SubmitAsync(Tiers, "[data-pin]", ("Form.Tier", $"{second}"), ("Form.Until", "2026-07-31"), ("Form.Reason", "less"))).Status.ShouldBe(302);
        (await _firm.ScoreAsync(_firm.Mine)).ShouldStartWith($"{second} {computed} ");
        (await _firm.WithDbAsync(db => db.PinnedTiers.CountAsync())).ShouldBe(1);

        (await manager.SubmitAsync(Tiers, "[data-end-pin]")).Status.ShouldBe(302);
        (await _firm.ScoreAsync(_firm.Mine)).ShouldStartWith($"{computed} {computed} ");
        (await ReasonsAsync()).ShouldBe([TierChangeReason.Pin, TierChangeReason.Pin, TierChangeReason.Pin]);
        (await _firm.WithDbAsync(db => db.AuditEntries.CountAsync(e => e.Subject == "tier pin"))).ShouldBe(4);
    }

    [Fact]
    public async Task Pin_ThatCannotBe_IsRefusedAndChangesNothing()
    {
        using var manager = await _firm.SignedInAsync(Roles.Manager);
        var before = await _firm.FingerprintAsync();
        foreach (var (field, values) in new (string, (string, string)[])[]
        {
            ("Form.Reason", [("Form.Reason", " ")]),
            ("Form.Reason", [("Form.Reason", new string('x', 10_000))]),
            ("Form.Until", [("Form.Reason", "why"), ("Form.Until", "2027-07-01")]),
            ("Form.Until", [("Form.Reason", "why"), ("Form.Until", "2026-06-29")]),
            ("Form.Until", [("Form.Reason", "why"), ("Form.Until", "some day")]),
            ("Form.Tier", [("Form.Reason", "why"), ("Form.Tier", "Unrated")]),
            ("Form.Tier", [("Form.Reason", "why"), ("Form.Tier", "9")]),
        })
        {
            var answer = await manager.SubmitAsync(Tiers, "[data-pin]", values);
            answer.Status.ShouldBe(400, field);
            answer.Words($"[data-valmsg-for='{field}']").ShouldNotBeNullOrEmpty(values[0].Item2);
        }

        (await _firm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Pin_OthersPinnedMeanwhile_IsSaidAndChangesNothing()
    {
        using var manager = await _firm.SignedInAsync(Roles.Manager);
        var shown = await manager.GetAsync(Tiers);
        await manager.SubmitAsync(Tiers, "[data-pin]", ("Form.Reason", "first"));
        var before = await _firm.FingerprintAsync();

        (await manager.SubmitAsync(shown, Tiers, "[data-pin]", ("Form.Reason", "second"))).Status.ShouldBe(409);
        (await _firm.FingerprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(Roles.SalesRep, 200, 403)]
    [InlineData(Roles.Manager, 200, 200)]
    [InlineData(Roles.Admin, 200, 200)]
    public async Task Forms_ByRole_AreForWhoMayEditTheCustomer(string role, int mine, int other)
    {
        using var browser = await _firm.SignedInAsync(role);
        var token = (await browser.GetAsync($"/Customers/{_firm.Mine}/Surveys/New")).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        var before = await _firm.FingerprintAsync();
        foreach (var (customer, order, cost, answer, status) in new[] { (_firm.Mine, "M1", "K1", "A1", mine), (_firm.Other, "X1", "KX", "AX", other) })
        {
            string[] edits = [$"Orders/{await _firm.OrderAsync(order)}", $"Costs/{await _firm.CostAsync(cost)}", $"Surveys/{await _firm.AnswerAsync(answer)}"];
            foreach (var path in new[] { "Orders/New", "Costs/New", "Surveys/New" }.Concat(edits.Select(e => e + "/Edit")))
                (await browser.GetAsync($"/Customers/{customer}/{path}")).Status.ShouldBe(status, path);
            if (status == 403)
            {
                foreach (var path in edits.SelectMany(e => new[] { e + "/Edit", e + "/Edit?handler=Void", e + "/Edit?handler=Restore" }).Append("Orders/New").Append("Costs/New").Append("Surveys/New"))
                    (await PostAsync(browser, $"/Customers/{customer}/{path}", token)).ShouldBe(403, path);
                (await PostAsync(browser, $"/Customers/{customer}/Orders?handler=Paid", token, ("orderId", $"{await _firm.OrderAsync(order)}"), ("PaidOn", "2026-06-30"))).ShouldBe(403);
                (await browser.GetAsync($"/Customers/{customer}/Orders")).Page.QuerySelectorAll("[data-new], [data-pay], .add-menu").ShouldBeEmpty();
            }
        }

        if (role == Roles.SalesRep)
        {
            foreach (var handler in new[] { "Pin", "End" })
                (await PostAsync(browser, Tiers + "?handler=" + handler, token, ("Form.Tier", "Gold"), ("Form.Until", "2026-07-31"), ("Form.Reason", "mine"), ("Form.Seen", "none"))).ShouldBe(403);
            (await browser.GetAsync(Tiers)).Page.QuerySelector("#pin").ShouldBeNull();
        }

        foreach (var path in new[] { $"{_firm.Mine}/Orders/{await _firm.OrderAsync("X1")}/Edit", "999999/Orders/New", $"{_firm.Mine}/Costs/999999/Edit", $"{_firm.Mine}/Surveys/{await _firm.AnswerAsync("AX")}/Edit" })
        {
            (await browser.GetAsync("/Customers/" + path)).Status.ShouldBe(404, path);
            (await PostAsync(browser, "/Customers/" + path, token)).ShouldBe(404, path);
        }

        (await _firm.FingerprintAsync()).ShouldBe(before);
    }

    private Task<List<TierChangeReason>> ReasonsAsync() => _firm.WithDbAsync(
        db => db.TierChanges.Where(c => c.CustomerId == _firm.Mine).OrderBy(c => c.Id).Select(c => c.Reason).ToListAsync());

    private static async Task<int> PostAsync(CrmBrowser browser, string address, string token, params (string Name, string Value)[] fields)
    {
        var values = fields.Append(("form-token", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2));
        return (int)(await browser.Client.PostAsync(address, new FormUrlEncodedContent(values))).StatusCode;
    }
}
