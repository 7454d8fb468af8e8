using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers.Facts;

/// <summary>Cost entries and answers on a page.</summary>
public sealed class CostAndSurveyFormTests : IAsyncLifetime
{
    private const string Form = "#fact";

    private FactFirm _firm = null!;
    private CrmBrowser _rep = null!;

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
    public async Task Cost_ActivityAndQuantityAlone_IsKeptAtTodaysRateAndScored()
    {
        var address = $"/Customers/{_firm.Mine}/Costs/New";
        var shown = await _rep.GetAsync(address);
        shown.Words("#activity")!.ShouldContain("Visit · €65.50 each visit");
        shown.Words("#activity")!.ShouldContain("Rebate · direct amount");
        (await _rep.GetAsync(address + "?handler=Rates&Form.IncurredOn=2026-05-31")).Text.ShouldContain("€60.00 each visit");

        var sent = await _rep.SubmitAsync(shown, address, Form, ("Form.ActivityId", $"{await _firm.ActivityAsync("Visit")}"), ("Form.Quantity", "1.5"));
        var twice = await _rep.SubmitAsync(shown, address, Form, ("Form.ActivityId", $"{await _firm.ActivityAsync("Visit")}"), ("Form.Quantity", "1.5"));

        (sent.Status, twice.Status).ShouldBe((302, 302));
        (await _firm.WithDbAsync(db => db.CostEntries.Where(e => e.CustomerId == _firm.Mine && e.CostNo != "K1").Select(e => e.Amount).SingleAsync())).ShouldBe(98.25m);
        (await _firm.ScoreAsync(_firm.Mine)).ShouldEndWith(" 243.96", Case.Sensitive, "two visits of 60, one and a half of 65.50, and what late payment carries");
        (await _rep.GetAsync(sent.Location!)).Words("#costs")!.ShouldContain("1.5 × visit");
    }

    [Theory]
    [InlineData("Form.ActivityId", "is needed")]
    [InlineData("Form.Quantity", "Quantity or amount", "Form.ActivityId=Visit")]
    [InlineData("Form.Amount", "There is no rate on", "Form.ActivityId=Visit", "Form.Quantity=1", "Form.IncurredOn=2019-01-01")]
    [InlineData("Form.Amount", "Rebate has no rate", "Form.ActivityId=Rebate", "Form.Quantity=1")]
    [InlineData("Form.Amount", "more than 2 decimals", "Form.ActivityId=Visit", "Form.Amount=1.001")]
    [InlineData("Form.Quantity", "must be a number", "Form.ActivityId=Visit", "Form.Quantity=two")]
    [InlineData("Form.IncurredOn", "must be between", "Form.ActivityId=Visit", "Form.Quantity=1", "Form.IncurredOn=2200-01-01")]
    [InlineData("Form.CostNo", "Another record", "Form.ActivityId=Visit", "Form.Quantity=1", "Form.CostNo=KX")]
    [InlineData("Form.Note", "longer than 4000", "Form.ActivityId=Visit", "Form.Quantity=1", "Form.Note=LONG")]
    public async Task Cost_WhatCannotBe_IsRefusedAndChangesNothing(string field, string reason, params string[] typed)
    {
        var (visit, rebate) = (await _firm.ActivityAsync("Visit"), await _firm.ActivityAsync("Rebate"));
        var values = typed.Select(t => t.Split('=', 2)).Select(t => (t[0], t[1] switch
        {
            "Visit" => $"{visit}",
            "Rebate" => $"{rebate}",
            "LONG" => new string('x', 10_000),
            var text => text,
        })).ToArray();
        await RefusedAsync($"/Customers/{_firm.Mine}/Costs/New", field, reason, values);
    }

    [Theory]
    [InlineData("Form.Satisfaction", "One of the two")]
    [InlineData("Form.Satisfaction", "must not be over 100", "Form.Satisfaction=100.1")]
    [InlineData("Form.Recommend", "must not be under 0", "Form.Recommend=-1")]
    [InlineData("Form.Recommend", "must be a number", "Form.Recommend=<b>9</b>")]
    [InlineData("Form.AnsweredOn", "is needed", "Form.Recommend=9", "Form.AnsweredOn=")]
    [InlineData("Form.SurveyNo", "Another record", "Form.Recommend=9", "Form.SurveyNo=AX")]
    public async Task Answer_WhatCannotBe_IsRefusedAndChangesNothing(string field, string reason, params string[] typed) =>
        await RefusedAsync($"/Customers/{_firm.Mine}/Surveys/New", field, reason, [.. typed.Select(t => t.Split('=', 2)).Select(t => (t[0], t[1]))]);

    [Fact]
    public async Task Edit_OthersChangedMeanwhile_TheyMeet()
    {
        foreach (var (address, field, value, other) in new[]
        {
            ($"/Customers/{_firm.Mine}/Costs/{await _firm.CostAsync("K1")}/Edit", "Form.Quantity", "3", "4"),
            ($"/Customers/{_firm.Mine}/Surveys/{await _firm.AnswerAsync("A1")}/Edit", "Form.Satisfaction", "30", "40"),
        })
        {
            var mine = await _rep.GetAsync(address);
            (await _rep.SubmitAsync(address, Form, (field, other))).Status.ShouldBe(302);
            var before = await _firm.FingerprintAsync();

            var met = await _rep.SubmitAsync(mine, address, Form, (field, value));

            met.Status.ShouldBe(409);
            met.Words("[data-clash]")!.ShouldContain(other);
            (await _firm.FingerprintAsync()).ShouldBe(before);
            (await _rep.SubmitAsync(met, address, Form)).Status.ShouldBe(302);
            (await _rep.GetAsync(address)).Page.QuerySelector($"[name='{field}']")!.GetAttribute("value").ShouldBe(value);
        }
    }

    [Fact]
    public async Task VoidAndBringBack_CostAndAnswer_AreScoredAsARunWould()
    {
        var before = await _firm.ScoreAsync(_firm.Mine);
        var (cost, answer) = ($"/Customers/{_firm.Mine}/Costs/{await _firm.CostAsync("K1")}/Edit", $"/Customers/{_firm.Mine}/Surveys/{await _firm.AnswerAsync("A1")}/Edit");
        (await _rep.SubmitAsync(cost, "[data-void]")).Status.ShouldBe(302);
        (await _rep.SubmitAsync(answer, "[data-void]")).Status.ShouldBe(302);

        var without = await _firm.ScoreAsync(_firm.Mine);
        without.ShouldEndWith(" 25.71", Case.Sensitive, "what late payment carries stays");
        without.ShouldNotBe(before);
        await _firm.RecomputeAsync();
        (await _firm.ScoreAsync(_firm.Mine)).ShouldBe(without);
        (await _rep.GetAsync($"/Customers/{_firm.Mine}/Costs")).Words("[data-voided]")!.ShouldContain("Visit");
        (await _rep.GetAsync($"/Customers/{_firm.Mine}/Surveys")).Words("[data-voided]")!.ShouldContain("A1");
        (await _rep.SubmitAsync(cost, "[data-restore]")).Status.ShouldBe(302);
        (await _rep.SubmitAsync(answer, "[data-restore]")).Status.ShouldBe(302);
        (await _firm.ScoreAsync(_firm.Mine)).ShouldBe(before);
    }

    private async Task RefusedAsync(string address, string field, string reason, (string, string)[] values)
    {
        var before = await _firm.FingerprintAsync();
        var answer = await _rep.SubmitAsync(address, Form, values);

        answer.Status.ShouldBe(400, answer.Text);
        answer.Words($"[data-valmsg-for='{field}']")!.ShouldContain(reason);
        (await _firm.FingerprintAsync()).ShouldBe(before);
    }
}
