using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Lab.Backtests;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>The application on a port of its own with the sample firm loaded, and a browser; shared by the tests of one collection.</summary>
public class SampleFirm : IAsyncLifetime
{
    private const string Password = "sample firm, twelve or more";

    private CrmFactory factory = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public string Address { get; private set; } = "";

    /// <summary>Settings of the application besides those of every sample firm.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Settings => [];

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        factory = await CrmFactory.StartAsync([("Demo:Enabled", "true"), ("Demo:Password", Password), .. Settings]);
        factory.UseKestrel(0);
        factory.StartServer();
        Address = factory.ClientOptions.BaseAddress.ToString().TrimEnd('/');
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
    }

    public async Task DisposeAsync()
    {
        if (browser is null)
        {
            return;
        }

        await browser.DisposeAsync();
        playwright.Dispose();
        await factory.DisposeAsync();
    }

    public Task<long> IdOfAsync(string customerKey) => factory.WithDbAsync(
        db => db.Customers.Where(c => c.CustomerKey == customerKey).Select(c => c.Id).SingleAsync());

    /// <summary>Every page that people look at, with the big account that earns nothing as the customer.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync()
    {
        var id = await IdOfAsync("C18102");
        var order = await WithDbAsync(db => db.Orders.Where(o => o.CustomerId == id).OrderBy(o => o.Id).Select(o => o.Id).FirstAsync());
        var card = $"/Customers/{id}";
        var (backtest, suggestion) = (await ReportAsync(LabReportKind.Backtest, 187), await ReportAsync(LabReportKind.SuggestedWeights, 280));
        return
        [
            "/", "/Tiers", "/Dashboard", "/Dashboard/Movements", "/Dashboard/Groups", "/Customers", "/Customers?flag=BelowZero&sort=profit", "/Customers?q=nobody+is+called+this",
            "/Go", "/Go?q=col", "/Customers/Bulk",
            "/Customers/Views", "/Customers/Views/New", card, card + "/Value", card + "/Orders", $"{card}/Orders/{order}", card + "/Costs",
            card + "/Surveys", card + "/Tiers", card + "/Changes", card + "/Preview", "/Account/Profile",
            "/Admin", "/Admin/Firm", "/Admin/Users", "/Admin/Users/New", "/Admin/Users/1", "/Admin/Teams", "/Admin/Activities", "/Admin/Activities/1",
            "/Admin/Lists/Regions", "/Admin/Audit",
            "/Imports", "/Imports/New", "/Imports/1", "/Exports",
            "/Tiers/Pins", "/Tiers/Pins?show=past",
            "/Scoring", "/Scoring/Draft", "/Scoring/Publish", "/Scoring/Publish?to=1", "/Scoring/Approval", "/Scoring/Runs", "/Scoring/Versions/1", "/Scoring/Compare", "/Scoring/Matrix", "/Jobs",
            "/Scoring/Backtests", $"/Scoring/Backtests/{backtest}", "/Scoring/Suggestions", $"/Scoring/Suggestions/{suggestion}",
            card + "/Contacts", card + "/Edit?focus=Phone", card + "/Archive", card + "/People", card + "/Addresses", card + "/Phones",
            "/Customers/New", "/Customers?archived=1", "/HandOvers",
            card + "/Orders/New", $"{card}/Orders/{order}/Edit", card + "/Costs/New", card + "/Surveys/New",
        ];
    }

    /// <summary>A report of the lab that is done.</summary>
    private async Task<long> ReportAsync(LabReportKind kind, int days)
    {
        await using var scope = factory.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerContext>().Current = Viewer.Everything(Actor.System);
        var reports = scope.ServiceProvider.GetRequiredService<LabReports>();
        var ground = (await reports.GroundAsync(default))!;
        var id = await reports.AskAsync(kind, ground, ground.AsOf.AddDays(-days), ground.AsOf, default);
        for (var i = 0; i < 600 && (await reports.FindAsync(kind, id, default))!.Result is null; i++)
            await Task.Delay(100);
        return id;
    }

    public Task<T> WithDbAsync<T>(Func<CrmDbContext, Task<T>> work) => factory.WithDbAsync(work);

    /// <summary>A page of somebody who signed in through the form and stands on the start page.</summary>
    /// <param name="role">rep, manager or admin.</param>
    public async Task<SampleFirmPage> SignInAsync(
        string role, string locale = "en-GB", ColorScheme theme = ColorScheme.Light, int width = 1280, bool script = true)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            Locale = locale,
            ColorScheme = theme,
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        var page = new SampleFirmPage(await context.NewPageAsync());
        await page.Page.GotoAsync("/Account/SignIn");
        await page.Page.FillAsync("input[type=email]", $"{role}@demo.local");
        await page.Page.FillAsync("input[type=password]", Password);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForURLAsync(address => !address.Contains("/Account/", StringComparison.Ordinal));
        return page;
    }

    /// <summary>A browser that has never been here, with the sign-in of another.</summary>
    public async Task<SampleFirmPage> VisitAsync(SampleFirmPage signedIn)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            StorageState = await signedIn.Page.Context.StorageStateAsync(),
        });
        return new SampleFirmPage(await context.NewPageAsync());
    }
}

/// <summary>A page that remembers what the browser complained about: refused by the content policy, failed, thrown.</summary>
public sealed class SampleFirmPage : IAsyncDisposable
{
    private readonly List<string> complaints = [];

    public SampleFirmPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) =>
        {
            // A page that turned out to be a file, or one that was left while it asked for more.
            if (request.Failure != "net::ERR_ABORTED")
            {
                complaints.Add(request.Url + " " + request.Failure);
            }
        };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => complaints;

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class SampleFirmCollection : ICollectionFixture<SampleFirm>
{
    public const string Name = "The sample firm";
}
