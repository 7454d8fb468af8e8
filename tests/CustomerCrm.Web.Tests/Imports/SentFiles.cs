using System.Globalization;
using System.Text;

namespace CustomerCrm.Web.Tests.Imports;

/// <summary>Files sent by page in few words, by a plain client.</summary>
internal static class SentFiles
{
    public static Task<Answer> SendAsync(this CrmBrowser browser, string kind, string csv, params (string Name, string Value)[] choices) =>
        browser.SendAsync(kind, "file.csv", Encoding.UTF8.GetBytes(csv), choices);

    /// <summary>Sends a file through the form and follows to what the page says of it.</summary>
    public static async Task<Answer> SendAsync(
        this CrmBrowser browser, string kind, string name, byte[] content, params (string Name, string Value)[] choices)
    {
        using var form = await browser.FormAsync();
        form.Add(new StringContent(kind), "Form.Kind");
        foreach (var (choice, value) in choices)
            form.Add(new StringContent(value), "Form." + choice);
        // As a browser says it, also where no file was chosen.
        using var file = new ByteArrayContent(content);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"File\"; filename=\"{name}\"");
        form.Add(file);
        return await browser.FollowAsync(await browser.PostAsync("/Imports/New", form));
    }

    /// <summary>A form of several parts that begins with the token.</summary>
    public static async Task<MultipartFormDataContent> FormAsync(this CrmBrowser browser, string address = "/Imports/New")
    {
        var token = (await browser.GetAsync(address)).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        return new MultipartFormDataContent { { new StringContent(token), "form-token" } };
    }

    public static Task<Answer> PostAsync(this CrmBrowser browser, string address, HttpContent content) =>
        browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = content });

    public static async Task<Answer> FollowAsync(this CrmBrowser browser, Answer answer) =>
        answer.Status == 302 ? await browser.GetAsync(answer.Location!) : answer;

    /// <summary>Presses the button of a form on the page shown and follows.</summary>
    public static async Task<Answer> PressAsync(this CrmBrowser browser, Answer shown, string form, params (string Name, string Value)[] fields) =>
        await browser.FollowAsync(await browser.SubmitAsync(shown, "", form, fields));

    public static string AddressOf(this Answer shown, string form) => shown.Page.QuerySelector(form)!.GetAttribute("action")!;

    public static int Accepted(this Answer shown) => Number(shown, "data-accepted");

    public static int Rejected(this Answer shown) => Number(shown, "data-rejected");

    public static string? FileError(this Answer shown) => shown.Page.QuerySelector("[data-file-error]")?.GetAttribute("data-file-error");

    public static IReadOnlyList<int> Lines(this Answer shown) =>
        [.. shown.Page.QuerySelectorAll("[data-line]").Select(row => int.Parse(row.GetAttribute("data-line")!, CultureInfo.InvariantCulture))];

    public static bool IsApplied(this Answer shown) => shown.Page.QuerySelector("[data-state=applied]") is not null;

    public static long ImportId(this Answer shown) =>
        long.Parse(shown.Page.QuerySelector("[data-applied-import]")!.GetAttribute("data-applied-import")!, CultureInfo.InvariantCulture);

    private static int Number(Answer shown, string marker) =>
        int.Parse(shown.Page.QuerySelector($"[{marker}]")!.GetAttribute(marker)!, CultureInfo.InvariantCulture);
}
