using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers.Facts;

/// <summary>The overrides by their end: which end soon, which have ended, and what the customers fall to.</summary>
public sealed class PinsPageTests : IAsyncLifetime
{
    private static readonly DateOnly Today = FactFirm.Today;

    private FactFirm _firm = null!;

    public async Task InitializeAsync() => _firm = await FactFirm.StartAsync();

    public async Task DisposeAsync() => await _firm.DisposeAsync();

    [Fact]
    public async Task Pins_ByTheirEnd_SoonAllAndPast()
    {
        var soon = await PinAsync(_firm.Mine, Today, Today.AddDays(Pins.SoonDays), "<b>on the edge</b>");
        var late = await PinAsync(_firm.Other, Today, Today.AddDays(Pins.SoonDays + 1));
        var ended = await PinAsync(_firm.Other, Today.AddDays(-20), Today.AddDays(-1));
        await PinAsync(_firm.Other, Today.AddDays(-9), Today.AddDays(2), minutes: -60);
        await PinAsync(_firm.Mine, Today.AddDays(1), Today.AddDays(9), "not yet");
        using var manager = await _firm.SignedInAsync(Roles.Manager);

        var page = await manager.GetAsync("/Tiers/Pins");
        IdsOf(page).ShouldBe([soon, late], "the replaced one holds no more");
        page.Page.QuerySelector("[data-soon]")!.GetAttribute("data-soon").ShouldBe("1");
        page.Words($"[data-pin='{soon}'] .pins-why").ShouldBe("<b>on the edge</b>");
        IdsOf(await manager.GetAsync("/Tiers/Pins?show=soon")).ShouldBe([soon]);
        IdsOf(await manager.GetAsync("/Tiers/Pins?show=past")).ShouldBe([ended]);
        IdsOf(await manager.GetAsync($"/Tiers/Pins?after={Today.AddDays(Pins.SoonDays):yyyy-MM-dd}.{soon}")).ShouldBe([late]);
        foreach (var address in new[] { "/Tiers/Pins?show=x", "/Tiers/Pins?after=x", "/Tiers/Pins?after=2026-13-01.1", "/Tiers/Pins?after=2026-01-01.x" })
            (await manager.GetAsync(address)).Status.ShouldBe(404, address);
    }

    [Fact]
    public async Task Pins_MoreThanAPage_AreReadPageByPage()
    {
        await _firm.WithDbAsync(async db =>
        {
            for (var i = 0; i < 120; i++)
                db.Add(New(_firm.Mine, Today.AddDays(-40 - (i / 3)), Today.AddDays(-2 - (i / 3)), "past", 0));
            return await db.SaveChangesAsync();
        });
        using var manager = await _firm.SignedInAsync(Roles.Manager);

        var seen = new List<long>();
        for (var address = "/Tiers/Pins?show=past"; address is not null;)
        {
            using var sent = StatementCount.Of(_firm.Factory.Database);
            var page = await manager.GetAsync(address);
            sent.Statements.Count.ShouldBeLessThanOrEqualTo(8);
            seen.AddRange(IdsOf(page));
            address = page.Page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        var kept = await _firm.WithDbAsync(db => db.PinnedTiers.OrderByDescending(p => p.UntilOn).ThenByDescending(p => p.Id).Select(p => p.Id).ToListAsync());
        seen.ShouldBe(kept);
    }

    [Fact]
    public async Task Start_PinsThatEndSoon_AreCountedAndLeadToThem()
    {
        using var manager = await _firm.SignedInAsync(Roles.Manager);
        (await manager.GetAsync("/")).Page.QuerySelector("[data-ending-pins]").ShouldBeNull();
        await PinAsync(_firm.Mine, Today, Today);
        await PinAsync(_firm.Other, Today, Today.AddDays(Pins.SoonDays));

        var start = (await manager.GetAsync("/")).Page.QuerySelector("[data-ending-pins]")!;
        var list = await manager.GetAsync(start.QuerySelector("a")!.GetAttribute("href")!);

        start.GetAttribute("data-ending-pins").ShouldBe("2");
        IdsOf(list).Count.ShouldBe(2);
        using var rep = await _firm.SignedInAsync();
        (await rep.GetAsync("/")).Page.QuerySelector("[data-ending-pins]").ShouldBeNull();
        (await rep.GetAsync("/Tiers")).Page.QuerySelector("a[href='/Tiers/Pins']").ShouldBeNull();
        (await manager.GetAsync("/Tiers")).Page.QuerySelector("a[href='/Tiers/Pins']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Export_OfAList_HoldsItsLinesWithoutFormulas()
    {
        await PinAsync(_firm.Mine, Today, Today, "=cmd|' /C calc'!A0");
        await PinAsync(_firm.Other, Today, Today.AddDays(90));
        using var manager = await _firm.SignedInAsync(Roles.Manager);

        var file = await manager.SubmitAsync("/Tiers/Pins?show=soon", "[data-export=pins]");

        file.Status.ShouldBe(200);
        var lines = file.Text.TrimEnd().Split('\n');
        lines.Length.ShouldBe(2);
        lines[1].ShouldStartWith("MINE,Mine Ltd,");
        lines[1].ShouldContain("'=cmd");
    }

    [Fact]
    public async Task List_ShownIsNotComputed_IsMarkedByWhatHoldsIt()
    {
        using var manager = await _firm.SignedInAsync(Roles.Manager);
        (await manager.GetAsync("/Customers")).Page.QuerySelectorAll("[data-held]").ShouldBeEmpty();
        var computed = (await _firm.ScoreAsync(_firm.Mine)).Split(' ')[1];
        var other = computed == nameof(Tier.Platinum) ? Tier.Adjust : Tier.Platinum;
        await manager.SubmitAsync(
            $"/Customers/{_firm.Mine}/Tiers", "[data-pin]", ("Form.Tier", $"{other}"), ("Form.Until", "2026-07-31"), ("Form.Reason", "why"));

        var held = (await manager.GetAsync("/Customers")).Page.QuerySelectorAll("[data-held]").ShouldHaveSingleItem();
        held.GetAttribute("data-held").ShouldBe("pin");
        held.GetAttribute("title")!.ShouldContain(computed);
        var card = await manager.GetAsync($"/Customers/{_firm.Mine}");
        card.Words(".reasons")!.ShouldContain($"Pinned to {other} by Test Manager until 31 Jul 2026: why. Computed: {computed}.");
        card.Words(".card-marks")!.ShouldContain($"Pinned to {other} until 31 Jul 2026 by Test Manager");
    }

    private static List<long> IdsOf(Answer page) =>
        [.. page.Page.QuerySelectorAll("[data-pin]").Select(e => long.Parse(e.GetAttribute("data-pin")!, System.Globalization.CultureInfo.InvariantCulture))];

    private Task<long> PinAsync(long customer, DateOnly from, DateOnly until, string reason = "why", int minutes = 0) => _firm.WithDbAsync(async db =>
    {
        var pin = New(customer, from, until, reason, minutes);
        db.Add(pin);
        await db.SaveChangesAsync();
        return pin.Id;
    });

    private static PinnedTier New(long customer, DateOnly from, DateOnly until, string reason, int minutes) => new()
    {
        CustomerId = customer,
        Tier = Tier.Gold,
        FromOn = from,
        UntilOn = until,
        Reason = reason,
        PinnedBy = "Mia",
        PinnedAt = new DateTimeOffset(2026, 6, 30, 9, 0, 0, TimeSpan.Zero).AddMinutes(minutes),
    };
}
