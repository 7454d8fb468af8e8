using System.Globalization;
using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;

namespace CustomerCrm.Web.Security;

/// <summary>
/// The sign-in cookie: gone after hours without use, after a week in any case, and within a minute once the user's security
/// stamp changes (disabled, another role, another password).
/// </summary>
internal static class SignInCookie
{
    private const string Started = "started";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly TimeSpan StampAge = TimeSpan.FromSeconds(30);

    public static void AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        new IdentityBuilder(typeof(CrmUser), typeof(IdentityRole<long>), services)
            .AddSignInManager()
            .AddClaimsPrincipalFactory<CrmClaimsFactory>()
            .AddErrorDescriber<LocalizedIdentityErrors>();
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = StampAge);
        services.AddScoped<SignInAttempt>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
            cookies.ApplicationCookie!.Configure(options => Apply(options, configuration)));
    }

    private static void Apply(CookieAuthenticationOptions options, IConfiguration configuration)
    {
        options.Cookie.Name = "crm";
        options.Cookie.HttpOnly = true;
        options.Cookie.IsEssential = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(configuration.GetValue("SignIn:IdleHours", 8.0));
        options.SlidingExpiration = true;
        options.LoginPath = "/Account/SignIn";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = RedirectPeople;
        options.Events.OnRedirectToAccessDenied = Refuse;
        // The page decides where to go back to; the handler would take the address from the query unchecked.
        options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        options.Events.OnSigningIn = RememberStart;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>A program gets the status, a person the page.</summary>
    private static Task RedirectPeople(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            // Without scheme and host, which a request can claim to be anything.
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        }

        return Task.CompletedTask;
    }

    /// <summary>Refused where he stands: the address stays, and the page says why.</summary>
    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static Task RememberStart(CookieSigningInContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        context.Properties.Items.TryAdd(Started, now.ToString("O", CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    private static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!DateTimeOffset.TryParseExact(
                context.Properties.Items.TryGetValue(Started, out var text) ? text : null,
                "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var started)
            || now - started > Longest)
        {
            context.RejectPrincipal();
            return Task.CompletedTask;
        }

        // The page that tells of a failure must not ask the database that may have failed; it shows no more than a name.
        return context.HttpContext.Features.Get<IExceptionHandlerFeature>() is null
            ? SecurityStampValidator.ValidatePrincipalAsync(context)
            : Task.CompletedTask;
    }
}
