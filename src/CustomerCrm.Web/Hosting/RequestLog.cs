using System.Diagnostics;
using CustomerCrm.Web.Security;

namespace CustomerCrm.Web.Hosting;

/// <summary>
/// One line a request: what, how it ended, how long, whose id. Never the query, which may hold a search text; the path as it
/// was sent, so that nobody writes lines of his own into the log.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        // Error pages change the path on the way.
        var path = context.Request.Path;
        try
        {
            await next(context);
        }
        finally
        {
            var level = context.Response.StatusCode >= 500 ? LogLevel.Error
                : context.Response.HasStarted && IsDull(path) ? LogLevel.Debug
                : LogLevel.Information;
            log.Log(
                level,
                "{Method} {Path} {Status} {Milliseconds:0} ms user {User} trace {Trace}",
                context.Request.Method, path.ToUriComponent(), context.Response.StatusCode,
                Stopwatch.GetElapsedTime(start).TotalMilliseconds, context.User.UserId(), TraceId.Of(context));
        }
    }

    private static bool IsDull(PathString path) => path.StartsWithSegments("/health") || Path.HasExtension(path.Value);
}

/// <summary>What a person reads off an error page and an operator finds in the log.</summary>
internal static class TraceId
{
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
