using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Bench;

/// <summary>An admin's browser at the draft of the rules: sends the form whole at each change, as the page does.</summary>
internal sealed partial class LabVisitor : IDisposable
{
    private const string Email = "bench-admin@firm.example";
    private const string Password = "a long password of the bench 77";

    private readonly HttpClient client;
    private Dictionary<string, string> form = [];

    private LabVisitor(Uri address) => client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    public static async Task<LabVisitor> SignInAsync(BenchCrm crm, Uri address)
    {
        await using (var scope = crm.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<ViewerContext>().Current = Viewer.Everything(Actor.System);
            var users = scope.ServiceProvider.GetRequiredService<UserManager<CrmUser>>();
            var user = new CrmUser { UserName = Email, Email = Email, DisplayName = "Bench", EmailConfirmed = true };
            Succeed(await users.CreateAsync(user, Password));
            Succeed(await users.AddToRoleAsync(user, Roles.Admin));
        }

        var visitor = new LabVisitor(address);
        var signIn = Inputs(await visitor.client.GetStringAsync(new Uri("/Account/SignIn", UriKind.Relative)));
        (signIn["Form.Email"], signIn["Form.Password"]) = (Email, Password);
        using var entered = await visitor.client.PostAsync(new Uri("/Account/SignIn", UriKind.Relative), new FormUrlEncodedContent(signIn));
        if (entered.StatusCode != HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException("The bench's admin could not sign in.");
        }

        visitor.form = Inputs(await visitor.client.GetStringAsync(new Uri("/Scoring/Draft", UriKind.Relative)));
        return visitor;
    }

    /// <returns>Whether the preview was ready.</returns>
    public async Task<bool> LookAsync(ScoringPolicy draft)
    {
        var fields = new Dictionary<string, string>(form);
        foreach (var (name, weight) in new[]
        {
            ("PurchaseValueWeight", draft.PurchaseValueWeight), ("ProfitWeight", draft.ProfitWeight), ("LoyaltyWeight", draft.LoyaltyWeight),
            ("LoyaltyWeightsTenure", draft.LoyaltyWeights.Tenure), ("LoyaltyWeightsRecency", draft.LoyaltyWeights.Recency),
            ("LoyaltyWeightsRegularity", draft.LoyaltyWeights.Regularity),
        })
        {
            fields["Form." + name] = weight.ToString(CultureInfo.InvariantCulture);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/Scoring/Draft?handler=Preview", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(fields),
        };
        request.Headers.Add("HX-Request", "true");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text.Contains("data-preview=\"ready\"", StringComparison.Ordinal)
            : throw new InvalidOperationException($"The preview answered {(int)answer.StatusCode}.");
    }

    public void Dispose() => client.Dispose();

    private static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(e => e.Description)));
        }
    }

    /// <summary>What a browser would send: inputs, selects with their choice, text areas.</summary>
    private static Dictionary<string, string> Inputs(string page)
    {
        var inputs = new Dictionary<string, string>();
        foreach (Match field in Input().Matches(page))
        {
            var (text, name) = (field.Value, Named(field.Value, "name"));
            if (name is not null && !(text.Contains("type=\"checkbox\"", StringComparison.Ordinal) && !text.Contains("checked", StringComparison.Ordinal)))
            {
                inputs.TryAdd(name, Named(text, "value") ?? "");
            }
        }

        foreach (Match field in Select().Matches(page))
        {
            var chosen = Chosen().Match(field.Groups[2].Value);
            inputs.TryAdd(field.Groups[1].Value, chosen.Success ? chosen.Groups[1].Value : "");
        }

        return inputs;
    }

    private static string? Named(string tag, string attribute) =>
        Regex.Match(tag, $" {attribute}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<select[^>]* name=\"([^\"]*)\"[^>]*>(.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"([^\"]*)\" selected")]
    private static partial Regex Chosen();
}
