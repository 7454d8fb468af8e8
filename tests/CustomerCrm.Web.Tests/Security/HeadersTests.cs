using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Web.Security;

namespace CustomerCrm.Web.Tests.Security;

public sealed class HeadersTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    [Fact]
    public async Task EveryAnswer_CarriesTheHeaders()
    {
        await crm.UserAsync(Roles.Admin);
        using var stranger = crm.Browser();
        using var admin = await crm.SignedInAsync(Roles.Admin);
        var addresses = Endpoints.All(crm).Select(Endpoints.AddressOf).Append("/no/such/page").Append("/site.css").ToList();
        foreach (var browser in new[] { stranger, admin })
        {
            foreach (var address in addresses)
            {
                var answer = await browser.GetAsync(address);
                Header(answer, "Content-Security-Policy").ShouldBe(SecurityHeaders.ContentPolicy, address);
                Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
                Header(answer, "Referrer-Policy").ShouldBe("same-origin");
                Header(answer, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
                Header(answer, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");
                Header(answer, "Permissions-Policy").ShouldNotBeNull();
                answer.Headers.Contains("Server").ShouldBeFalse();
                answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
                if (address != "/site.css")
                    answer.Headers.CacheControl!.NoStore.ShouldBeTrue(address);
            }
        }
    }

    [Fact]
    public async Task EveryPage_HoldsNoInlineScriptOrStyleAndNoForeignAddress()
    {
        using var admin = await crm.SignedInAsync(Roles.Admin);
        using var stranger = crm.Browser();
        foreach (var browser in new[] { admin, stranger })
        {
            foreach (var address in Endpoints.All(crm).Select(Endpoints.AddressOf).Append("/no/such/page"))
            {
                var page = (await browser.GetAsync(address)).Page;
                page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty(address);
                page.All.SelectMany(e => e.Attributes).ShouldAllBe(
                    a => !a.Name.StartsWith("on") && !(IsAddress(a.Name) && IsForeign(a.Value)), address);
            }
        }
    }

    [Fact]
    public async Task Https_IsRememberedByTheBrowser()
    {
        using var browser = crm.Browser("https://localhost");

        Header(await browser.GetAsync("/Account/SignIn"), "Strict-Transport-Security").ShouldBe("max-age=31536000");
    }

    private static string? Header(Answer answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static bool IsAddress(string name) => name is "href" or "src" or "action" or "formaction";

    private static bool IsForeign(string value) =>
        value.StartsWith("//", StringComparison.Ordinal) || value.Contains(':');
}
