using CustomerCrm.Infrastructure.Importing;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers.Facts;

/// <summary>Orders on a page: what is saved, refused and told, and what others may have done meanwhile.</summary>
public sealed class OrderFormTests : IAsyncLifetime
{
    private const string Form = "#fact";

    private FactFirm _firm = null!;
    private CrmBrowser _rep = null!;

    private string New => $"/Customers/{_firm.Mine}/Orders/New";

    public async Task InitializeAsync()
    {
        _firm = await FactFirm.StartAsync();
        _rep = await _firm.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        _rep.Dispose();
        await _firm.DisposeAsync();
    }

    [Fact]
    public async Task New_GoodOrder_IsKeptScoredAndTold()
    {
        var sent = await _rep.SubmitAsync(New, Form, ("Form.OrderNo", "N1"), ("Form.Gross", "10,000.00"), ("Form.Discount", "100"), ("Form.OrderedOn", "2026-06-15"));

        (sent.Status, sent.Location).ShouldBe((302, $"/Customers/{_firm.Mine}/Orders"));
        var after = await _firm.ScoreAsync(_firm.Mine);
        var page = await _rep.GetAsync(sent.Location!);
        page.Words(".flash")!.ShouldContain("Order N1 added.");
        page.Words(".flash")!.ShouldMatch("Tier stays|→");
        page.Page.QuerySelector(".flash a")!.GetAttribute("href").ShouldBe($"/Customers/{_firm.Mine}/Value");
        page.Page.QuerySelector("[data-tier]")!.GetAttribute("data-tier").ShouldBe(after.Split(' ')[0]);
        (await _firm.WithDbAsync(db => db.Orders.Where(o => o.OrderNo == "N1").Select(o => o.Net).SingleAsync())).ShouldBe(9_900m);
        await _firm.RecomputeAsync();
        (await _firm.ScoreAsync(_firm.Mine)).ShouldBe(after);
    }

    [Fact]
    public async Task New_SentTwice_IsOneOrder()
    {
        var shown = await _rep.GetAsync(New);
        var first = await _rep.SubmitAsync(shown, New, Form, ("Form.Net", "10"));
        var second = await _rep.SubmitAsync(shown, New, Form, ("Form.Net", "10"));

        (first.Status, second.Status).ShouldBe((302, 302));
        (await _firm.WithDbAsync(db => db.Orders.CountAsync(o => o.CustomerId == _firm.Mine))).ShouldBe(4);
        (await _rep.GetAsync(second.Location!)).Words(".flash")!.ShouldContain("nothing was added twice");
    }

    [Fact]
    public async Task New_SentTwiceAtOnce_IsOneOrder()
    {
        var shown = await _rep.GetAsync(New);
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _rep.SubmitAsync(shown, New, Form, ("Form.Net", "10"))));

        both.Select(answer => answer.Status).ShouldAllBe(status => status == 302 || status == 409);
        (await _firm.WithDbAsync(db => db.Orders.CountAsync(o => o.CustomerId == _firm.Mine))).ShouldBe(4);
    }

    [Theory]
    [InlineData("Form.Net", "Net, the amount before discount, or a line")]
    [InlineData("Form.Net", "A sale cannot be negative. Enter it as a return", "Form.Net=-5")]
    [InlineData("Form.Net", "positive", "Form.Net=-5", "Form.Kind=Return")]
    [InlineData("Form.Net", "which is 90.00", "Form.Net=91", "Form.Gross=100", "Form.Discount=10")]
    [InlineData("Form.Net", "more than 2 decimals", "Form.Net=1.001")]
    [InlineData("Form.Net", "must be a number like", "Form.Net=1,5")]
    [InlineData("Form.Net", "must be a number like", "Form.Net=99999999999999999999999999999999")]
    [InlineData("Form.Net", "12 digits", "Form.Net=9999999999999")]
    [InlineData("Form.FxRate", "An order in USD needs its rate", "Form.Net=5", "Form.Currency=usd")]
    [InlineData("Form.FxRate", "has no use for a rate", "Form.Net=5", "Form.FxRate=2")]
    [InlineData("Form.Currency", "three letters", "Form.Net=5", "Form.Currency=E1R")]
    [InlineData("Form.OrderedOn", "is needed", "Form.Net=5", "Form.OrderedOn=")]
    [InlineData("Form.OrderedOn", "must be a date", "Form.Net=5", "Form.OrderedOn=10/12/2026")]
    [InlineData("Form.OrderedOn", "must be between", "Form.Net=5", "Form.OrderedOn=1899-12-31")]
    [InlineData("Form.DueOn", "must be between", "Form.Net=5", "Form.DueOn=9999-12-31")]
    [InlineData("Form.OrderNo", "Another record has this number", "Form.Net=5", "Form.OrderNo=X1")]
    [InlineData("Form.OrderNo", "character that cannot be kept", "Form.Net=5", "Form.OrderNo=a\u0007b")]
    [InlineData("Form.Lines[1].Net", "Net, or quantity and unit price", "Form.Lines[1].ProductName=Flour")]
    [InlineData("Form.Lines[2].Quantity", "more than 6 decimals", "Form.Lines[0].Net=5", "Form.Lines[2].Quantity=1.1234567", "Form.Lines[2].UnitPrice=1")]
    [InlineData("Form.Lines[0].ProductName", "longer than 400", "Form.Lines[0].Net=5", "Form.Lines[0].ProductName=LONG")]
    public async Task New_WhatCannotBe_IsRefusedBesideItsFieldAndChangesNothing(string field, string reason, params string[] typed)
    {
        var before = await _firm.FingerprintAsync();
        var values = typed.Select(t => t.Split('=', 2)).Select(t => (t[0], t[1].Replace("LONG", new string('x', 10_000), StringComparison.Ordinal))).ToArray();
        var answer = await _rep.SubmitAsync(New, Form, values);

        answer.Status.ShouldBe(400, answer.Text);
        answer.Page.QuerySelectorAll(".field-error").Where(e => e.TextContent.Length > 0).Select(e => e.GetAttribute("data-valmsg-for"))
            .ShouldHaveSingleItem().ShouldBe(field);
        answer.Words($"[data-valmsg-for='{field}']")!.ShouldContain(reason);
        foreach (var (name, value) in values.Where(v => !v.Item2.Contains('\u0007')))
            (answer.Page.QuerySelector($"[name='{name}']") is AngleSharp.Html.Dom.IHtmlInputElement { Value: var kept } ? kept : value).ShouldBe(value);
        (await _firm.FingerprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"'><img src=x onerror=alert(1)>")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("\u202Egnp.exe")]
    [InlineData("🍞🥐 面包")]
    [InlineData("'; DROP TABLE orders; --")]
    public async Task New_HostileText_IsKeptAndShownAsText(string hostile)
    {
        var sent = await _rep.SubmitAsync(
            New, Form, ("Form.OrderNo", hostile), ("Form.Net", "5"), ("Form.Lines[0].ProductName", hostile), ("Form.Lines[0].Net", "5"));

        sent.Status.ShouldBe(302);
        var id = await _firm.OrderAsync(hostile);
        foreach (var address in new[] { $"/Customers/{_firm.Mine}/Orders", $"/Customers/{_firm.Mine}/Orders/{id}", $"/Customers/{_firm.Mine}/Orders/{id}/Edit", $"/Customers/{_firm.Mine}/Changes" })
        {
            var page = await _rep.GetAsync(address);
            page.Status.ShouldBe(200);
            page.Text.ShouldNotContain("<script>alert");
            page.Text.ShouldNotContain("<img src=x");
        }
    }

    [Fact]
    public async Task New_MoreLines_ComeEmptyAndKeepWhatWasTyped()
    {
        var before = await _firm.FingerprintAsync();
        var answer = await _rep.SubmitAsync(New, Form, ("More", "1"), ("Form.Lines[0].ProductName", "Flour"), ("Form.Net", "x"));

        answer.Status.ShouldBe(200);
        answer.Page.QuerySelectorAll("[data-line]").Length.ShouldBe(10);
        answer.Page.QuerySelector("[name='Form.Lines[0].ProductName']")!.GetAttribute("value").ShouldBe("Flour");
        (await _firm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Edit_SameOrderByFormAndByImport_IsTheSameRow()
    {
        await _firm.ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,kind,gross,discount,net,cost_of_goods,currency,fx_rate,due_on,paid_on\nIMP,MINE,2026-06-01,sale,100.05,10,,,USD,0.333333,2026-07-01,\n");
        await _firm.ImportAsync(ImportKind.OrderLines, "order_no,line_no,product_code,product_name,category,quantity,unit_price,discount,net,cost_of_goods\nIMP,1,P1,Flour,Food,1.5,2.333333,0.1,,1.005\nIMP,1b,,,,,,,3,2\n".Replace("1.005", "1.05"));
        await _firm.ImportAsync(ImportKind.OrderLines, "order_no,line_no,customer_key,ordered_on,quantity,unit_price,cost_of_goods\nLINES,1,MINE,2026-06-02,0.5,0.25,0.1\nLINES,2,MINE,2026-06-02,3,0.335,0.2\n");
        await _rep.SubmitAsync(
            New, Form, ("Form.OrderNo", "FORM"), ("Form.OrderedOn", "2026-06-01"), ("Form.Gross", "100.05"), ("Form.Discount", "10"), ("Form.Currency", "USD"),
            ("Form.FxRate", "0.333333"), ("Form.DueOn", "2026-07-01"), ("Form.Lines[0].ProductCode", "P1"), ("Form.Lines[0].ProductName", "Flour"),
            ("Form.Lines[0].Category", "Food"), ("Form.Lines[0].Quantity", "1.5"), ("Form.Lines[0].UnitPrice", "2.333333"), ("Form.Lines[0].Discount", "0.1"),
            ("Form.Lines[0].CostOfGoods", "1.05"), ("Form.Lines[3].Net", "3"), ("Form.Lines[3].CostOfGoods", "2"));
        await _rep.SubmitAsync(
            New, Form, ("Form.OrderNo", "FORMLINES"), ("Form.OrderedOn", "2026-06-02"), ("Form.Lines[0].Quantity", "0.5"), ("Form.Lines[0].UnitPrice", "0.25"),
            ("Form.Lines[0].CostOfGoods", "0.1"), ("Form.Lines[1].Quantity", "3"), ("Form.Lines[1].UnitPrice", "0.335"), ("Form.Lines[1].CostOfGoods", "0.2"));

        (await RowAsync("FORM")).ShouldBe(await RowAsync("IMP"));
        (await RowAsync("FORMLINES")).ShouldBe(await RowAsync("LINES"));
    }

    [Fact]
    public async Task Edit_Unchanged_WritesNothing()
    {
        var id = await _firm.OrderAsync("M1");
        var before = await _firm.FingerprintAsync();
        var sent = await _rep.SubmitAsync($"/Customers/{_firm.Mine}/Orders/{id}/Edit", Form);

        sent.Status.ShouldBe(302);
        (await _firm.FingerprintAsync()).ShouldBe(before);
        (await _rep.GetAsync(sent.Location!)).Words(".flash").ShouldBe("Order M1 stays as it was.");
    }

    [Fact]
    public async Task Edit_Lines_ChangeComeInAndGo()
    {
        var address = $"/Customers/{_firm.Mine}/Orders/{await _firm.OrderAsync("M1")}/Edit";
        var sent = await _rep.SubmitAsync(
            address, Form, ("Form.Lines[0].ProductCode", ""), ("Form.Lines[0].ProductName", ""), ("Form.Lines[0].Quantity", ""), ("Form.Lines[0].UnitPrice", ""),
            ("Form.Lines[1].Quantity", "5"), ("Form.Lines[2].Net", "7"));

        sent.Status.ShouldBe(302);
        (await RowAsync("M1")).ShouldEndWith("[,,,,,7.00,] [P2,Yeast,,5.000000,50.000000,,]");
        (await RowAsync("M1")).ShouldContain("1200.00");
        var told = await _rep.GetAsync($"/Customers/{_firm.Mine}/Changes");
        told.Text.ShouldContain("Order line removed");
        told.Text.ShouldContain("Order line added");
        told.Text.ShouldContain("Order line changed");
        told.Text.ShouldNotContain("Order changed");
    }

    [Fact]
    public async Task Edit_OthersChangedMeanwhile_TheyMeetAndNothingIsLost()
    {
        var address = $"/Customers/{_firm.Mine}/Orders/{await _firm.OrderAsync("M1")}/Edit";
        using var manager = await _firm.SignedInAsync("Manager");
        var mine = await _rep.GetAsync(address);
        (await manager.SubmitAsync(address, Form, ("Form.Net", "1250"), ("Form.DueOn", "2026-02-15"), ("Form.Lines[0].Quantity", "11"))).Status.ShouldBe(302);
        var before = await _firm.FingerprintAsync();

        var met = await _rep.SubmitAsync(mine, address, Form, ("Form.Net", "1260"), ("Form.PaidOn", "2026-02-21"), ("Form.Lines[1].Quantity", "6"));

        met.Status.ShouldBe(409);
        met.Page.QuerySelectorAll("[data-clash]").Select(e => e.GetAttribute("data-clash")).ShouldBe(["DueOn", "Net", "LinesText"], ignoreOrder: true);
        met.Page.QuerySelector("[name='Form.DueOn']")!.GetAttribute("value").ShouldBe("2026-02-15");
        met.Page.QuerySelector("[name='Form.Net']")!.GetAttribute("value").ShouldBe("1260");
        (await _firm.FingerprintAsync()).ShouldBe(before);

        (await _rep.SubmitAsync(met, address, Form, ("Form.Take[LinesText]", "theirs"), ("Form.Take[Net]", "mine"))).Status.ShouldBe(302);
        (await RowAsync("M1")).ShouldBe("2026-01-10 Sale   1260.00 700.00 EUR 1.000000 1260.00 700.00 2026-02-15 2026-02-21 False [P1,Flour,,11.000000,100.000000,,] [P2,Yeast,,4.000000,50.000000,,]");
    }

    [Fact]
    public async Task Edit_OnlyLinesChangedMeanwhile_IsAClashToo()
    {
        var address = $"/Customers/{_firm.Mine}/Orders/{await _firm.OrderAsync("M1")}/Edit";
        var mine = await _rep.GetAsync(address);
        await _rep.SubmitAsync(address, Form, ("Form.Lines[0].Quantity", "11"));

        (await _rep.SubmitAsync(mine, address, Form, ("Form.Lines[1].Quantity", "6"))).Status.ShouldBe(409);
    }

    [Fact]
    public async Task TwoPeople_AtDifferentFactsOfOneCustomer_DoNotClash()
    {
        var (one, two) = ($"/Customers/{_firm.Mine}/Orders/{await _firm.OrderAsync("M1")}/Edit", $"/Customers/{_firm.Mine}/Orders/{await _firm.OrderAsync("M2")}/Edit");
        var (first, second) = (await _rep.GetAsync(one), await _rep.GetAsync(two));
        var version = await CustomerVersionAsync();

        (await _rep.SubmitAsync(first, one, Form, ("Form.Net", "1")) is { Status: 302 }).ShouldBeTrue();
        (await _rep.SubmitAsync(second, two, Form, ("Form.Net", "2")) is { Status: 302 }).ShouldBeTrue();

        (await CustomerVersionAsync()).ShouldNotBe(version);
        (await _firm.WithDbAsync(db => db.AuditEntries.CountAsync(e => e.Subject == "customer" && e.CustomerId == _firm.Mine))).ShouldBe(0);
    }

    [Fact]
    public async Task VoidAndBringBack_MovesTheScoreThereAndBack()
    {
        var id = await _firm.OrderAsync("M3");
        var before = await _firm.ScoreAsync(_firm.Mine);
        var voided = await _rep.SubmitAsync($"/Customers/{_firm.Mine}/Orders/{id}/Edit", "[data-void]");

        voided.Status.ShouldBe(302, voided.Text);
        var without = await _firm.ScoreAsync(_firm.Mine);
        without.ShouldContain("2500.00");
        var list = await _rep.GetAsync(voided.Location!);
        list.Words(".flash")!.ShouldContain("Order M3 voided.");
        list.Words("[data-voided]")!.ShouldContain("voided by Test SalesRep on");
        list.Words("#orders")!.ShouldNotContain("M3");
        await _firm.RecomputeAsync();
        (await _firm.ScoreAsync(_firm.Mine)).ShouldBe(without);

        var token = list.Page.QuerySelector("#restore input")!;
        var target = list.Page.QuerySelector("[data-voided] button")!.GetAttribute("formaction")!;
        var back = await _rep.Client.PostAsync(target, new FormUrlEncodedContent([new(token.GetAttribute("name")!, token.GetAttribute("value")!)]));
        ((int)back.StatusCode).ShouldBe(302);
        (await _firm.ScoreAsync(_firm.Mine)).ShouldBe(before);
        (await _rep.GetAsync($"/Customers/{_firm.Mine}/Changes")).Text.ShouldContain("Voided");
    }

    [Fact]
    public async Task Void_OthersChangedMeanwhile_Is409AndStays()
    {
        var address = $"/Customers/{_firm.Mine}/Orders/{await _firm.OrderAsync("M3")}/Edit";
        var shown = await _rep.GetAsync(address);
        await _rep.SubmitAsync(address, Form, ("Form.Net", "1"));

        (await _rep.SubmitAsync(shown, address, "[data-void]")).Status.ShouldBe(409);
        (await _firm.WithDbAsync(db => db.Orders.CountAsync(o => o.VoidedAt != null))).ShouldBe(0);
    }

    [Fact]
    public async Task Paid_InOneTap_IsPaidOnTheFirmsDay()
    {
        var address = $"/Customers/{_firm.Mine}/Orders";
        var id = await _firm.OrderAsync("M2");
        var list = await _rep.GetAsync(address);
        list.Page.QuerySelectorAll("[data-pay]").ShouldHaveSingleItem().GetAttribute("value").ShouldBe($"{id}");

        (await _rep.SubmitAsync(list, address, "#pay", ("orderId", $"{id}"))).Status.ShouldBe(302);
        (await _firm.WithDbAsync(db => db.Orders.Where(o => o.Id == id).Select(o => o.PaidOn).SingleAsync())).ShouldBe(FactFirm.Today);
        var again = await _rep.SubmitAsync(list, address, "#pay", ("orderId", $"{id}"));
        again.Status.ShouldBe(400);
        again.Text.ShouldContain("It is paid already.");
        (await _rep.SubmitAsync(list, address, "#pay", ("orderId", $"{await _firm.OrderAsync("M2")}"), ("PaidOn", "soon"))).Status.ShouldBe(400);
        (await _rep.SubmitAsync(list, address, "#pay", ("orderId", $"{await _firm.OrderAsync("X1")}"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task New_OfAnArchivedCustomer_IsAllowedAndSaid()
    {
        await _firm.WithDbAsync(db => db.Customers.Where(c => c.Id == _firm.Mine)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ArchivedAt, DateTimeOffset.UnixEpoch)));

        (await _rep.GetAsync(New)).Text.ShouldContain("This customer is archived.");
        (await _rep.SubmitAsync(New, Form, ("Form.Net", "5"))).Status.ShouldBe(302);
    }

    private Task<uint> CustomerVersionAsync() => _firm.WithDbAsync(db => db.Customers.Where(c => c.Id == _firm.Mine).Select(c => c.Version).SingleAsync());

    /// <summary>An order without its number, and its lines without theirs.</summary>
    private Task<string> RowAsync(string number) => _firm.WithDbAsync(async db =>
    {
        var o = await db.Orders.Include(o => o.Lines).SingleAsync(o => o.OrderNo == number);
        var lines = o.Lines.Select(l => FormattableString.Invariant($"[{l.ProductCode},{l.ProductName},{l.Category},{l.Quantity},{l.UnitPrice},{l.Net},{l.CostOfGoods}]")).Order(StringComparer.Ordinal);
        return FormattableString.Invariant(
            $"{o.OrderedOn:yyyy-MM-dd} {o.Kind} {o.Gross} {o.Discount} {o.Net} {o.CostOfGoods} {o.Currency} {o.FxRate} {o.BaseNet} {o.BaseCostOfGoods} {o.DueOn:yyyy-MM-dd} {o.PaidOn:yyyy-MM-dd} {o.FromLines} ")
            + string.Join(' ', lines);
    });
}
