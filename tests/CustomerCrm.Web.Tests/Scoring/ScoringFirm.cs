using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>Sixty customers from a seed, scored once; its node does jobs where it is started so.</summary>
public static class ScoringFirm
{
    public static readonly DateOnly Today = new(2026, 6, 30);

    private const int Customers = 60;

    public static async Task<CrmFactory> StartAsync(bool doesJobs)
    {
        var factory = await CrmFactory.StartAsync(
            ("Firm:ScoringDate", "2026-06-30"), ("Jobs:Enabled", doesJobs ? "true" : "false"), ("Jobs:LeaseSeconds", "4"));
        var random = new Random(7);
        var orders = Enumerable.Range(1, Customers).SelectMany(n => Enumerable.Range(0, 1 + (n % 9)).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"O{n}-{i},C{n:000},{Today.AddDays(-random.Next(1, 330)):yyyy-MM-dd},{random.Next(50, 4_000)},{random.Next(10, 4_200)}")));
        var path = factory.Database.Write("orders.csv", "order_no,customer_key,ordered_on,net,cost_of_goods\n" + string.Join('\n', orders) + "\n");
        var options = new ImportOptions { CreateCustomers = true };
        (await factory.Services.GetRequiredService<Importer>().ApplyAsync(ImportKind.Orders, path, options, "test", null, default))
            .ShouldBeOfType<ImportResult.Applied>();
        (await factory.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(Today, null, "test"), default))
            .ShouldBeOfType<RunOutcome.Scored>();
        return factory;
    }

    /// <summary>What each customer's page stands on.</summary>
    public static Task<List<string>> ScoresAsync(this CrmFactory factory) => factory.WithDbAsync(db => db.CurrentScores
        .OrderBy(s => s.CustomerId)
        .Select(s => s.CustomerId + " " + s.Composite + " " + s.ComputedTier + " " + s.ShownTier)
        .ToListAsync());

    /// <summary>The fields of a form that a browser sends besides its inputs.</summary>
    public static (string, string)[] Fields(this Answer shown, string form, params (string Name, string Value)[] changed)
    {
        var element = shown.Page.QuerySelector(form)!;
        var fields = element.QuerySelectorAll<IHtmlSelectElement>("select[name]").Select(s => (s.Name!, s.Value!))
            .Concat(element.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name]").Select(t => (t.Name!, t.Value)));
        return [.. fields.Where(f => !changed.Any(c => c.Name == f.Item1)), .. changed];
    }

    /// <summary>Sends the draft's form with some fields changed.</summary>
    public static async Task<Answer> SaveDraftAsync(this CrmBrowser browser, params (string Field, string Value)[] changed)
    {
        var shown = await browser.GetAsync("/Scoring/Draft");
        return await browser.SaveDraftAsync(shown, changed);
    }

    public static Task<Answer> SaveDraftAsync(this CrmBrowser browser, Answer shown, params (string Field, string Value)[] changed) =>
        browser.SubmitAsync(shown, "/Scoring/Draft", "#policy", shown.Fields("#policy", [.. changed.Select(c => ("Form." + c.Field, c.Value))]));

    /// <summary>Asks the page of a job until it has ended.</summary>
    public static async Task<Answer> EndedAsync(this CrmBrowser browser, string address)
    {
        for (var i = 0; i < 600; i++)
        {
            var page = await browser.GetAsync(address);
            if (page.Page.QuerySelector("[data-outcome]") is not null)
                return page;
            await Task.Delay(100);
        }

        throw new TimeoutException(address);
    }

    public static Task<Job> LastJobAsync(this CrmFactory factory) => factory.WithDbAsync(db => db.Jobs
        .Where(j => j.Kind != JobKind.Audit).OrderByDescending(j => j.Id).FirstAsync());
}
