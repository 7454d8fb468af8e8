using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CustomerCrm.Web.Tests;

/// <summary>An answer with its page read.</summary>
public sealed record Answer(int Status, HttpResponseHeaders Headers, string? Location, string Text)
{
    private readonly Lazy<IHtmlDocument> _page = new(() => new HtmlParser().ParseDocument(Text));

    public IHtmlDocument Page => _page.Value;

    public string? Words(string selector) => Page.QuerySelector(selector)?.TextContent.Trim();

    public IEnumerable<string> Cookies => Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];
}

/// <summary>Uses the application as a browser does: it reads a form and sends it back with what stands in it.</summary>
public sealed class CrmBrowser(HttpClient client) : IDisposable
{
    public HttpClient Client => client;

    public async Task<Answer> GetAsync(string address) => await ReadAsync(await client.GetAsync(address));

    public Task<Answer> SendAsync(HttpRequestMessage request) => ReadResponseAsync(client.SendAsync(request));

    /// <summary>Sends the form this selector finds, its hidden fields included.</summary>
    public async Task<Answer> SubmitAsync(string address, string form, params (string Name, string Value)[] fields) =>
        await SubmitAsync(await GetAsync(address), address, form, fields);

    public async Task<Answer> SubmitAsync(Answer shown, string address, string form, params (string Name, string Value)[] fields)
    {
        var element = shown.Page.QuerySelector<IHtmlFormElement>(form)
            ?? throw new InvalidOperationException($"{address} shows no form {form}: {shown.Status} {shown.Words("title")}");
        var values = element.QuerySelectorAll<IHtmlInputElement>("input[name]")
            .Where(i => i.Type is not ("checkbox" or "radio") || i.IsChecked)
            .ToDictionary(i => i.Name!, i => i.Value);
        foreach (var select in element.QuerySelectorAll<IHtmlSelectElement>("select[name]"))
            values.TryAdd(select.Name!, select.Value ?? "");
        foreach (var area in element.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name]"))
            values.TryAdd(area.Name!, area.Value);
        foreach (var (name, value) in fields)
            values[name] = value;
        var target = element.GetAttribute("action") is { Length: > 0 } action ? action : address;
        return await ReadAsync(await client.PostAsync(target, new FormUrlEncodedContent(values)));
    }

    public Task<Answer> SignInAsync(string email, string password, string address = "/Account/SignIn") =>
        SubmitAsync(address, "main form", ("Form.Email", email), ("Form.Password", password));

    public Task<Answer> ChooseLanguageAsync(string tag, string address = "/Account/SignIn") =>
        SubmitAsync(address, "form[data-choice=language]", ("language", tag));

    public void Dispose() => client.Dispose();

    private static async Task<Answer> ReadResponseAsync(Task<HttpResponseMessage> response) => await ReadAsync(await response);

    private static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, response.Headers, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
}
