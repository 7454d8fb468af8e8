using CustomerCrm.Web.Hosting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages;

/// <summary>
/// What a person sees in place of a refused or failed page. It is made for whatever request failed, so it checks no form, and
/// it asks nothing of the database.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    private static readonly int[] Told = [400, 403, 404, 405, 413, 429, 500, 503];

    public int Status { get; private set; }

    public string Trace => TraceId.Of(HttpContext);

    /// <summary>Called for every method, before the page is written.</summary>
    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        var isAnswer = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        // Somebody who types the address asks for a page that is none.
        Response.StatusCode = isAnswer ? Response.StatusCode : StatusCodes.Status404NotFound;
        Status = Told.Contains(Response.StatusCode) ? Response.StatusCode : Response.StatusCode < 500 ? 400 : 500;
    }
}
