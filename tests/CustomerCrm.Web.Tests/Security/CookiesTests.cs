using CustomerCrm.Infrastructure.Identity;

namespace CustomerCrm.Web.Tests.Security;

public sealed class CookiesTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    [Theory]
    [InlineData("https://crm.firm.example", true)]
    [InlineData("http://localhost", false)]
    public async Task Cookies_AreHardenedOverHttpsAndPlainOnThisMachine(string address, bool isHttps)
    {
        var user = await crm.UserAsync(Roles.SalesRep);
        using var browser = crm.Browser(address);
        var form = await browser.GetAsync("/Account/SignIn");
        var language = await browser.ChooseLanguageAsync("en");
        var signIn = await browser.SignInAsync(user.Email!, CrmFactory.Password);
        var signOut = await browser.SubmitAsync("/Account/Profile", "form[data-choice=sign-out]");

        var cookies = new[] { form, language, signIn, signOut }.SelectMany(a => a.Cookies).ToList();

        cookies.Select(c => c.Split('=')[0].Replace("__Host-", "", StringComparison.Ordinal)).Distinct().Order()
            .ShouldBe(["crm", "flash", "form", "Identity.External", "Identity.TwoFactorUserId", "language"]);
        foreach (var cookie in cookies)
        {
            cookie.StartsWith("__Host-", StringComparison.Ordinal).ShouldBe(isHttps, cookie);
            cookie.Contains("; secure", StringComparison.Ordinal).ShouldBe(isHttps, cookie);
            cookie.ShouldContain("; path=/;");
            cookie.ShouldContain("; httponly");
            cookie.ShouldMatch("; samesite=(lax|strict)");
            cookie.ShouldNotContain("domain=");
        }
    }

    [Fact]
    public async Task Cookies_WithAPlainNameOverHttps_AreNotBelieved()
    {
        using var browser = crm.Browser("https://localhost");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/Account/SignIn");
        request.Headers.Add("Cookie", "language=zh-Hans");

        (await browser.SendAsync(request)).Page.DocumentElement.GetAttribute("lang").ShouldBe("en");
    }

    [Theory]
    [InlineData("https://evil.example", null, 400)]
    [InlineData("null", null, 400)]
    [InlineData(null, "cross-site", 400)]
    [InlineData(null, "same-site", 400)]
    [InlineData("http://localhost", "same-origin", 302)]
    [InlineData(null, null, 302)]
    public async Task Sending_FromAnotherOrigin_IsRefusedEvenWithTheToken(string? origin, string? site, int status)
    {
        var user = await crm.UserAsync(Roles.SalesRep);
        using var browser = crm.Browser();
        if (origin is not null)
            browser.Client.DefaultRequestHeaders.Add("Origin", origin);
        if (site is not null)
            browser.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);

        (await browser.SignInAsync(user.Email!, CrmFactory.Password)).Status.ShouldBe(status);
    }
}
