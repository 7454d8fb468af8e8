using CustomerCrm.Infrastructure.Identity;

namespace CustomerCrm.Web.Tests.Localization;

public sealed class LanguageTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    [Theory]
    [InlineData(null, "en")]
    [InlineData("de, fr;q=0.8", "en")]
    [InlineData("en-GB", "en")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans")]
    [InlineData("zh-Hant-TW", "zh-Hans")]
    [InlineData("en;q=0.4, zh;q=0.6", "zh-Hans")]
    [InlineData("zh;q=0, en", "en")]
    [InlineData("zhx", "en")]
    public async Task Language_AsTheBrowserAsks(string? asked, string lang)
    {
        using var browser = crm.Browser();
        if (asked is not null)
            browser.Client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", asked);

        (await browser.GetAsync("/Account/SignIn")).Page.DocumentElement.GetAttribute("lang").ShouldBe(lang);
    }

    [Fact]
    public async Task Language_Chosen_StaysAndReturnsToTheSamePage()
    {
        using var browser = await crm.SignedInAsync(Roles.SalesRep);
        const string address = "/Account/Profile?a=1&b=2";

        var toChinese = await browser.ChooseLanguageAsync("zh-Hans", address);
        var chinese = await browser.GetAsync(address);
        var toEnglish = await browser.ChooseLanguageAsync("en", address);
        var english = await browser.GetAsync(address);

        (toChinese.Location, toEnglish.Location).ShouldBe((address, address));
        (chinese.Words("h1"), english.Words("h1")).ShouldBe(("个人资料", "Your profile"));
        chinese.Page.QuerySelector("button[lang=zh-Hans]")!.GetAttribute("aria-pressed").ShouldBe("true");
    }

    [Fact]
    public async Task Language_ChosenOnAnErrorPage_ReturnsToTheAddressThatFailed()
    {
        using var browser = await crm.SignedInAsync(Roles.SalesRep);

        (await browser.ChooseLanguageAsync("zh-Hans", "/no/such/page?x=1")).Location.ShouldBe("/no/such/page?x=1");

        (await browser.GetAsync("/no/such/page")).Words("h1").ShouldBe("页面不存在");
    }

    [Theory]
    [InlineData("language", "language", "tlh")]
    [InlineData("theme", "theme", "pink")]
    public async Task Choice_OfSomethingUnknown_IsRefused(string form, string field, string value)
    {
        using var browser = crm.Browser();

        (await browser.SubmitAsync("/Account/SignIn", $"form[data-choice={form}]", (field, value))).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("language", "language", "en")]
    [InlineData("theme", "theme", "dark")]
    public async Task Choice_WithAForeignReturnAddress_OpensTheStartPage(string form, string field, string value)
    {
        using var browser = crm.Browser();

        var answer = await browser.SubmitAsync(
            "/Account/SignIn", $"form[data-choice={form}]", (field, value), ("returnUrl", "//evil.example"));

        answer.Location.ShouldBe("/");
    }

    [Fact]
    public async Task Theme_Chosen_Stays()
    {
        using var browser = crm.Browser();
        (await browser.GetAsync("/Account/SignIn")).Page.DocumentElement.GetAttribute("data-bs-theme").ShouldBe("auto");

        await browser.SubmitAsync("/Account/SignIn", "form[data-choice=theme]", ("theme", "dark"));

        (await browser.GetAsync("/Account/SignIn")).Page.DocumentElement.GetAttribute("data-bs-theme").ShouldBe("dark");
    }

    [Fact]
    public async Task FixedScoringDate_IsToldOnEveryPage_InTheReadersWords()
    {
        await using var fixedDate = await CrmFactory.StartAsync(("Firm:ScoringDate", "2011-12-10"));
        using var browser = await fixedDate.SignedInAsync(Roles.SalesRep);

        var english = await browser.GetAsync("/Account/Profile");
        await browser.ChooseLanguageAsync("zh-Hans", "/Account/Profile");
        var chinese = await browser.GetAsync("/Account/Profile");

        english.Words("[data-fixed-date] strong").ShouldBe("The scoring date is fixed at 10 Dec 2011.");
        chinese.Words("[data-fixed-date] strong").ShouldBe("评分日期固定为 2011年12月10日。");
    }
}
