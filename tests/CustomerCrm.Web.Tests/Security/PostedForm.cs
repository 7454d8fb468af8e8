using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CustomerCrm.Web.Tests.Security;

/// <summary>A form as a page shows it and one of its buttons sends it: every field it binds, with what stands in it.</summary>
internal sealed partial record PostedForm(string Target, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<string> Files)
{
    private const string Token = "form-token";

    /// <summary>The names a hostile client would try, hidden ones and choices included; of numbered ones those of the first.</summary>
    public IReadOnlyList<string> Names =>
        [.. Fields.Select(f => f.Name).Where(n => n != Token && !(n.Contains('[', StringComparison.Ordinal) && Digits().Match(n).Value != "0")).Distinct()];

    /// <summary>Tells forms apart that differ in more than the row they stand at, the values they carry and the list they came from.</summary>
    public string Key => Digits().Replace(Target.Split('?')[0], "#") + "?" + HandlerOf(Target) + " " + string.Join(',', Names.Concat(Files).Order(StringComparer.Ordinal));

    public static IEnumerable<PostedForm> On(Answer page, string address)
    {
        foreach (var form in page.Page.QuerySelectorAll<IHtmlFormElement>("form").Where(f => f.Method == "post"))
        {
            var elements = page.Page.QuerySelectorAll("input, select, textarea, button").Where(e => (e as IHtmlInputElement)?.Form == form
                || (e as IHtmlSelectElement)?.Form == form || (e as IHtmlTextAreaElement)?.Form == form || (e as IHtmlButtonElement)?.Form == form).ToList();
            var fields = elements.SelectMany(ValueOf).ToList();
            var files = elements.OfType<IHtmlInputElement>().Where(i => i.Type == "file").Select(i => i.Name!).ToList();
            var buttons = elements.OfType<IHtmlButtonElement>().Where(b => b.Type == "submit").ToList();
            foreach (var button in buttons.DistinctBy(b => (b.GetAttribute("formaction"), b.Name, b.Name is null ? null : b.Value)))
            {
                var target = button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? "";
                yield return new PostedForm(
                    target.Length == 0 ? address : target,
                    button.Name is { Length: > 0 } name ? [.. fields, (name, button.Value)] : fields,
                    files);
            }
        }
    }

    /// <summary>Sends it, with other values in some fields, as a browser would write it or in parts.</summary>
    public async Task<Answer> SendAsync(CrmBrowser browser, Func<string, string?> other, bool inParts = false)
    {
        var sent = Fields.Select(f => KeyValuePair.Create(f.Name, f.Name == Token ? f.Value : other(f.Name) ?? f.Value)).ToList();
        using HttpContent content = inParts || Files.Count > 0 ? Parts(sent) : new FormUrlEncodedContent(sent);
        using var request = new HttpRequestMessage(HttpMethod.Post, Target) { Content = content };
        return await browser.SendAsync(request);
    }

    public static string HandlerOf(string target) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(target.Split('?').ElementAtOrDefault(1)).TryGetValue("handler", out var name) ? name.ToString() : "";

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    private static IEnumerable<(string, string)> ValueOf(IElement element) => element switch
    {
        IHtmlInputElement { Name.Length: > 0, Type: "checkbox" or "radio" } box => box.IsChecked ? [(box.Name!, box.Value)] : [],
        IHtmlInputElement { Name.Length: > 0, Type: not ("file" or "submit") } input => [(input.Name!, input.Value)],
        IHtmlSelectElement { Name.Length: > 0 } select => [(select.Name!, select.Value ?? "")],
        IHtmlTextAreaElement { Name.Length: > 0 } area => [(area.Name!, area.Value)],
        _ => [],
    };

    private MultipartFormDataContent Parts(IEnumerable<KeyValuePair<string, string>> sent)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in sent)
            parts.Add(new StringContent(value, Encoding.UTF8), name);
        foreach (var file in Files)
            parts.Add(new StringContent("customer_key,name\nUP,<script>alert(1)</script>\n"), file, "<img src=x onerror=alert(1)>.csv");
        return parts;
    }
}
