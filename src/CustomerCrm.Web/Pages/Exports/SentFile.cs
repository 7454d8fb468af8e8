using Microsoft.Net.Http.Headers;

namespace CustomerCrm.Web.Pages.Exports;

/// <summary>An answer that is a file, sent as it comes about; the name is one of ours.</summary>
internal static class SentFile
{
    public static Stream Open(HttpResponse response, string name)
    {
        response.ContentType = "text/csv; charset=utf-8";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name + ".csv");
        response.Headers.ContentDisposition = disposition.ToString();
        return response.Body;
    }
}
