using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Customers;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.WebEncoders;

namespace CustomerCrm.Web.Hosting;

/// <summary>What the web alone needs beside <see cref="CrmServices"/>.</summary>
internal static class WebServices
{
    private const int SignInAttemptsPerMinute = 30;

    public static void AddCrmWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<FirmSettings>();
        services.AddSingleton<Formats>();
        services.AddSingleton<Reasons>();
        services.AddSignIn(configuration);
        services.AddAuthorization(Policies.Apply);
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Apply);
        services.Configure<ForwardedHeadersOptions>(options => TrustProxies(options, configuration));
        services.AddRateLimiter(options => Limit(options, configuration));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "form-token";
            // Said by the content policy.
            options.SuppressXFrameOptionsHeader = true;
        });
        services.ConfigureOptions<BindingMessages>();
        // Chinese as Chinese, not as numbers: shorter, and what HTML itself uses is escaped all the same.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages(options =>
        {
            foreach (var page in AnonymousPages.All)
            {
                options.Conventions.AllowAnonymousToPage(page);
            }
        }).AddCookieTempDataProvider(options =>
        {
            options.Cookie.Name = FlashMessage.Cookie;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddHealthChecks().AddCheck<DatabaseReady>("database");
        foreach (var validator in AssemblyScanner.FindValidatorsInAssembly(typeof(WebServices).Assembly, includeInternalTypes: true))
        {
            services.AddScoped(validator.InterfaceType, validator.ValidatorType);
        }
    }

    /// <summary>This machine's own proxies, and those the configuration lists under Proxies:Known as addresses or networks.</summary>
    private static void TrustProxies(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in configuration.GetSection("Proxies:Known").Get<string[]>() ?? [])
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new SettingException($"Proxies__Known names '{proxy}', which must be an address like 10.0.0.5 or a network like 10.0.0.0/8.");
            }
        }
    }

    private static void Limit(RateLimiterOptions options, IConfiguration configuration)
    {
        var attempts = configuration.GetValue("SignIn:AttemptsPerMinute", SignInAttemptsPerMinute);
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(RateLimits.SignIn, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                RateLimits.CallerOf(context),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = attempts, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(""));
    }
}
