using System.Net;

namespace CustomerCrm.Web.Security;

/// <summary>
/// Plain http is for this machine alone, by the caller's address and by the host he asked for: a proxy that forgets to say
/// https is noticed here, and so is a foreign name that was made to point at this machine.
/// </summary>
internal sealed class PlainHttp(RequestDelegate next)
{
    private const string Refusal =
        "This service is used over https; behind a proxy, the proxy must be known to it and send X-Forwarded-Proto.";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps || IsLocal(context) || context.Request.Path.StartsWithSegments("/health"))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync(Refusal, context.RequestAborted);
    }

    private static bool IsLocal(HttpContext context)
    {
        // Without an address the caller came through a socket file or runs in this process.
        var caller = context.Connection.RemoteIpAddress;
        return (caller is null || IPAddress.IsLoopback(caller)) && IsLocalName(context.Request.Host.Host);
    }

    private static bool IsLocalName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
