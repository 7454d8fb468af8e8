namespace CustomerCrm.Web.Security;

/// <summary>
/// Refuses what changes something when the browser says that another site asked for it; a second lock beside the antiforgery
/// token. A program that sends neither header is no browser carrying somebody's cookies unaware.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsSafe(request.Method) || ComesFromHere(request))
        {
            return next(context);
        }

        // Without a body: the error page is made around it.
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private static bool ComesFromHere(HttpRequest request)
    {
        if (request.Headers.Origin is { Count: > 0 } origin)
        {
            return string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
        }

        string? site = request.Headers["Sec-Fetch-Site"];
        return site is null or "same-origin" or "none";
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
