using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Web.Audit;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Admin.Users;
using CustomerCrm.Web.Pages.Customers.Bulk;
using CustomerCrm.Web.Pages.Customers.Card;
using CustomerCrm.Web.Pages.Customers.Contacts;
using CustomerCrm.Web.Pages.Customers.Edit;
using CustomerCrm.Web.Pages.Customers.Facts;
using CustomerCrm.Web.Pages.Customers.Listing;
using CustomerCrm.Web.Pages.Going;
using CustomerCrm.Web.Pages.Imports;
using CustomerCrm.Web.Pages.Jobs;
using CustomerCrm.Web.Pages.Scoring.Backtests;
using CustomerCrm.Web.Pages.Scoring.Matrix;
using CustomerCrm.Web.Pages.Scoring.Previewing;
using CustomerCrm.Web.Pages.Scoring.Rules;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.WebEncoders;
using IPNetwork = System.Net.IPNetwork;

namespace CustomerCrm.Web.Hosting;

/// <summary>What the web alone needs beside <see cref="CrmServices"/>.</summary>
internal static class WebServices
{
    private const int SignInAttemptsPerMinute = 30;

    /// <summary>Bytes of a part of a form.</summary>
    private const long LargestForm = 1024 * 1024;

    public static void AddCrmWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHostedService<JobWorker>();
        services.AddSingleton<FirmSettings>();
        services.AddSingleton<Formats>();
        services.AddSingleton<Reasons>();
        services.AddSingleton<GuardWords>();
        services.AddSingleton<TierWords>();
        services.AddSingleton<AuditWords>();
        services.AddSingleton<JobWords>();
        services.AddSingleton<PolicyWords>();
        services.AddScoped<PreviewDesk>();
        services.AddSingleton<LabWords>();
        services.AddScoped<PreviewNames>();
        services.AddScoped<PreviewSource>();
        services.AddScoped<MatrixDesk>();
        services.AddSingleton<FilterWords>();
        services.AddHttpContextAccessor();
        services.AddScoped<PasswordLinks>();
        services.AddSingleton<ImportWords>();
        services.AddScoped<IncomingFile>();
        services.AddScoped<UploadRuns>();
        services.AddScoped<CustomerEntry>();
        services.AddScoped<CustomerFormTools>();
        services.AddScoped<PartTools>();
        services.AddSingleton<MoveWords>();
        services.AddScoped<FactWork>();
        services.AddSingleton<BulkWords>();
        services.AddScoped<Destinations>();
        services.AddSignIn(configuration);
        services.AddAuthorization(Policies.Apply);
        services.AddLocalization();
        // Over TLS it stays off: a page that repeats what was asked beside what is secret must not tell its length.
        services.AddResponseCompression();
        services.Configure<RequestLocalizationOptions>(Languages.Apply);
        TrustProxies(services, configuration);
        services.AddRateLimiter(options => Limit(options, configuration));
        // Forms are small; the one page that takes files reads them itself.
        services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = LargestForm);
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
        // Fields are texts as typed; without this a date field brings a second one that says it is of no culture.
        services.Configure<MvcViewOptions>(options => options.HtmlHelperOptions.FormInputRenderMode = FormInputRenderMode.AlwaysUseCurrentCulture);
        // Chinese as Chinese, not as numbers: shorter, and what HTML itself uses is escaped all the same.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages(options =>
        {
            foreach (var page in AnonymousPages.All)
            {
                options.Conventions.AllowAnonymousToPage(page);
            }

            FactRoutes.Apply(options.Conventions);
        }).AddMvcOptions(options => options.Filters.Add<NoHandler>()).AddCookieTempDataProvider(options =>
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
    private static void TrustProxies(IServiceCollection services, IConfiguration configuration)
    {
        var networks = (configuration.GetSection("Proxies:Known").Get<string[]>() ?? []).Select(NetworkOf).ToList();
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            networks.ForEach(options.KnownIPNetworks.Add);
        });
    }

    private static IPNetwork NetworkOf(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : throw new SettingException($"Proxies__Known names '{text}', which must be an address like 10.0.0.5 or a network like 10.0.0.0/8.");

    private static void Limit(RateLimiterOptions options, IConfiguration configuration)
    {
        var attempts = configuration.GetValue("SignIn:AttemptsPerMinute", SignInAttemptsPerMinute);
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(RateLimits.SignIn, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                "from " + RateLimits.CallerOf(context),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = attempts, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("reading"));
    }
}
