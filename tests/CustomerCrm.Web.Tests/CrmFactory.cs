using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerCrm.Web.Tests;

/// <summary>
/// The whole application over a database of its own, for a test class (<c>IClassFixture&lt;CrmFactory&gt;</c>) or one test. A
/// text that is missing in the reader's language is an error here.
/// </summary>
public sealed class CrmFactory : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private readonly Dictionary<string, string> _settings = [];
    private CrmTestDatabase? _database;

    public CrmTestDatabase Database => _database ?? throw new InvalidOperationException("Not initialised yet.");

    /// <summary>The clock of the application; it stands still at the moment the factory was made.</summary>
    public TestClock Clock { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>A started application with settings of its own; the caller disposes it.</summary>
    public static async Task<CrmFactory> StartAsync(params (string Name, string Value)[] settings)
    {
        var factory = new CrmFactory();
        foreach (var (name, value) in settings)
            factory._settings[name] = value;
        await factory.InitializeAsync();
        return factory;
    }

    public async Task InitializeAsync() => _database = await CrmTestDatabase.CreateAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is { } database)
        {
            _database = null;
            await database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Somebody in this role whose password is <see cref="Password"/>, made at the first call.</summary>
    public async Task<CrmUser> UserAsync(string role, string? email = null)
    {
        email ??= $"{role.ToLowerInvariant()}@firm.example";
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<CrmUser>>();
        if (await users.FindByEmailAsync(email) is { } known)
            return known;
        var user = new CrmUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = $"Test {role}" };
        (await users.CreateAsync(user, Password)).Succeeded.ShouldBeTrue();
        (await users.AddToRoleAsync(user, role)).Succeeded.ShouldBeTrue();
        return user;
    }

    /// <summary>A browser nobody has signed in with; it keeps cookies and follows nothing.</summary>
    public CrmBrowser Browser(string address = "http://localhost") => new(CreateClient(
        new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true, BaseAddress = new Uri(address) }));

    /// <summary>A browser that has signed in through the form.</summary>
    public async Task<CrmBrowser> SignedInAsync(string role, string address = "http://localhost")
    {
        var user = await UserAsync(role);
        var browser = Browser(address);
        (await browser.SignInAsync(user.Email!, Password)).Status.ShouldBe(302);
        return browser;
    }

    /// <summary>Works with the database as the system, which sees everything.</summary>
    public async Task<T> WithDbAsync<T>(Func<CrmDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerContext>().Current = Viewer.Everything(Actor.System);
        return await work(scope.ServiceProvider.GetRequiredService<CrmDbContext>());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        var settings = Database.Settings();
        settings["SignIn:AttemptsPerMinute"] = "100000";
        foreach (var (name, value) in _settings)
            settings[name] = value;
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
            var texts = services.Last(s => s.ServiceType == typeof(IStringLocalizerFactory));
            services.AddSingleton<IStringLocalizerFactory>(s => new StrictTexts(
                (IStringLocalizerFactory)ActivatorUtilities.CreateInstance(s, texts.ImplementationType!)));
        });
    }

    private sealed class StrictTexts(IStringLocalizerFactory inner) : IStringLocalizerFactory
    {
        public IStringLocalizer Create(Type resourceSource) => new Strict(inner.Create(resourceSource));

        public IStringLocalizer Create(string baseName, string location) => new Strict(inner.Create(baseName, location));

        private sealed class Strict(IStringLocalizer inner) : IStringLocalizer
        {
            public LocalizedString this[string name] => Found(inner[name]);

            public LocalizedString this[string name, params object[] arguments] => Found(inner[name, arguments]);

            public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => inner.GetAllStrings(includeParentCultures);

            private static LocalizedString Found(LocalizedString text) => text.ResourceNotFound
                ? throw new InvalidOperationException($"The text '{text.Name}' is missing.")
                : text;
        }
    }
}
