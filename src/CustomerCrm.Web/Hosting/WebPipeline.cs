using System.Data.Common;
using CustomerCrm.Web.Security;

namespace CustomerCrm.Web.Hosting;

/// <summary>What a request passes, outermost first.</summary>
internal static class WebPipeline
{
    public static void UseCrmWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<PlainHttp>();
        app.UseResponseCompression();
        app.UseMiddleware<HostCookies>();
        app.UseRequestLocalization();
        // In a scope of its own: what failed may have spoilt the first, the sign-in's answer included.
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/Error",
            CreateScopeForErrors = true,
            StatusCodeSelector = StatusOf,
        });
        app.UseWhen(IsForPeople, people => people.UseStatusCodePagesWithReExecute("/Error", "?status={0}"));
        app.UseMiddleware<OriginCheck>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<ViewerMiddleware>();
        app.UseAuthorization();
        app.UseRateLimiter();

        app.MapStaticAssets().AllowAnonymous();
        app.MapCrmHealth();
        app.MapRazorPages().WithStaticAssets();
    }

    private static bool IsForPeople(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/health");

    /// <summary>A database that is away for a while is no fault of ours, and may be asked again.</summary>
    private static int StatusOf(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is DbException { IsTransient: true } or TimeoutException)
            {
                return StatusCodes.Status503ServiceUnavailable;
            }
        }

        return StatusCodes.Status500InternalServerError;
    }
}
