using System.Net.Http.Headers;
using CustomerCrm.Infrastructure.Identity;

namespace CustomerCrm.Web.Tests.Security;

/// <summary>What a hostile client, or an honest one in Chinese, once made the application stumble over.</summary>
public sealed class HostileRequestTests(CrmFactory factory) : IClassFixture<CrmFactory>
{
    [Fact]
    public async Task SignIn_ReturnAddressInChinese_GoesThereEncoded()
    {
        var user = await factory.UserAsync(Roles.SalesRep);
        using var browser = factory.Browser();
        var answer = await browser.SignInAsync(user.Email!, CrmFactory.Password, "/Account/SignIn?returnUrl=/Customers?q=%E4%B8%AD");

        answer.Status.ShouldBe(302);
        answer.Location.ShouldBe("/Customers?q=%E4%B8%AD");
    }

    [Fact]
    public async Task Language_ChosenOnAnAddressInChineseThatIsNotThere_ComesBackToIt()
    {
        using var browser = await factory.SignedInAsync(Roles.SalesRep);
        var answer = await browser.ChooseLanguageAsync("zh-Hans", "/%E4%B8%AD");

        answer.Status.ShouldBe(302);
        answer.Location.ShouldBe("/%E4%B8%AD");
    }

    [Theory]
    [InlineData("\uFFFE@x.example")]
    [InlineData("a\u0000b@x.example")]
    [InlineData("a\u0007@x.example")]
    public async Task SignIn_EmailWithWhatIsNoCharacter_IsRefused(string email)
    {
        using var browser = factory.Browser();
        var token = (await browser.GetAsync("/Account/SignIn")).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(email), "Form.Email" },
            { new StringContent("x"), "Form.Password" },
            { new StringContent(token), "form-token" },
        };
        var answer = await browser.Client.PostAsync("/Account/SignIn", form);
        ((int)answer.StatusCode).ShouldBe(400);
    }

    [Theory]
    [InlineData("TRACE", "/Customers")]
    [InlineData("PUT", "/Customers")]
    [InlineData("DELETE", "/Account/Profile")]
    public async Task Page_MethodItHasNoHandlerFor_IsNotAnswered(string method, string address)
    {
        using var browser = await factory.SignedInAsync(Roles.Admin);
        var answer = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
        answer.Status.ShouldBeOneOf(400, 405);
        answer.Text.ShouldNotContain("data-count");
    }

    [Fact]
    public async Task Redirect_HostThatIsClaimed_IsNotRepeated()
    {
        using var browser = factory.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/Customers");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        var answer = await browser.SendAsync(request);

        answer.Status.ShouldBe(302);
        answer.Location.ShouldBe("/Account/SignIn?returnUrl=%2FCustomers");
    }
}
