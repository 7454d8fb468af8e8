using System.Globalization;
using CustomerCrm.Infrastructure.Demo;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Web.Firms;

namespace CustomerCrm.Web.Hosting;

/// <summary>What happens once, between the composition and the first request.</summary>
internal static class WebStart
{
    private const string DefaultAddress = "http://127.0.0.1:5080";
    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];

    /// <summary>The pages' files are found wherever the program is started from: published beside it, built in the source.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var isPublished = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = isPublished ? AppContext.BaseDirectory : null,
        });
        builder.WebHost.UseStaticWebAssets();
        KeepFilesAsBuilt(builder);
        UseDefaultAddress(builder);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>
    /// Files go out as the build compressed them. Reloading, for who edits them while the program runs, sends each anew and as
    /// large as it is at every visit.
    /// </summary>
    private static void KeepFilesAsBuilt(WebApplicationBuilder builder)
    {
        const string reload = "ReloadStaticAssetsAtRuntime";
        if (builder.Configuration[reload] is null)
        {
            builder.WebHost.UseSetting(reload, bool.FalseString);
        }
    }

    private static void UseDefaultAddress(WebApplicationBuilder builder)
    {
        if (!AddressSettings.Any(name => builder.Configuration.GetSection(name).Exists()))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }
    }

    /// <returns>The demo users' password where the demo is on.</returns>
    public static async Task<string?> PrepareAsync(this WebApplication app, TextWriter output, CancellationToken cancellation)
    {
        await app.Services.GetRequiredService<DatabaseSetup>().PrepareAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        var demo = scope.ServiceProvider.GetRequiredService<DemoFirm>();
        var password = await demo.IsWantedAsync(cancellation) ? await demo.EnsureAsync(output.WriteLine, cancellation) : null;
        await app.Services.GetRequiredService<FirmSettings>().RefreshAsync(cancellation);
        return password;
    }

    /// <summary>Tells the person at the terminal where to go; passwords belong here and never in the log.</summary>
    public static async Task AnnounceAsync(this WebApplication app, string? demoPassword, TextWriter output)
    {
        foreach (var address in app.Urls)
        {
            await output.WriteLineAsync($"CustomerCrm listens on {address}");
        }

        if (demoPassword is not null)
        {
            await output.WriteLineAsync($"The sample firm's sign-ins, each with the password {demoPassword}");
            foreach (var (email, role) in DemoFirm.SignIns)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {email,-20} {role}"));
            }
        }

        await output.FlushAsync();
    }
}
