using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Account;

public sealed class SetPasswordTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    private const string NewPassword = "four words and more";

    [Fact]
    public async Task Link_GoodPassword_SetsItOnce()
    {
        var (user, link) = await LinkAsync("first@firm.example");
        using var browser = crm.Browser();

        var set = await browser.SubmitAsync(link, "main form", ("Form.Password", NewPassword), ("Form.Repeat", NewPassword));

        set.Location.ShouldBe("/Account/SignIn");
        var again = await browser.GetAsync(link);
        again.Status.ShouldBe(410);
        again.Page.QuerySelector("[data-link-void]").ShouldNotBeNull();
        again.Page.QuerySelector("main form").ShouldBeNull();
        (await browser.SignInAsync(user.Email!, NewPassword)).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Link_WrongTokenOrUser_SaysThatItNoLongerWorks()
    {
        var (user, link) = await LinkAsync("second@firm.example");
        var (other, _) = await LinkAsync("third@firm.example");
        using var browser = crm.Browser();
        string[] addresses =
        [
            "/Account/SetPassword", $"/Account/SetPassword?user={user.Id}", $"/Account/SetPassword?user={user.Id}&token=x",
            "/Account/SetPassword?user=none&token=x", link.Replace($"user={user.Id}", $"user={other.Id}", StringComparison.Ordinal),
        ];

        foreach (var address in addresses)
            (await browser.GetAsync(address)).Status.ShouldBe(410, address);
    }

    [Theory]
    [InlineData("short", "short", "#Form_Password-error", "密码至少需要 12 个字符。")]
    [InlineData(NewPassword, "another one", "#Form_Repeat-error", "两次输入的密码不一致。")]
    [InlineData("", "", "#Form_Password-error", "请填写新密码。")]
    public async Task Link_PasswordAgainstTheRules_SaysSoBesideTheField(string password, string repeat, string where, string what)
    {
        var (_, link) = await LinkAsync("fourth@firm.example");
        using var browser = crm.Browser();
        await browser.ChooseLanguageAsync("zh-Hans");

        var answer = await browser.SubmitAsync(link, "main form", ("Form.Password", password), ("Form.Repeat", repeat));

        answer.Status.ShouldBe(400);
        answer.Words(where).ShouldBe(what);
        answer.Page.QuerySelectorAll("main input[type=password]").ShouldAllBe(i => string.IsNullOrEmpty(i.GetAttribute("value")));
    }

    private async Task<(CrmUser User, string Link)> LinkAsync(string email)
    {
        await using var scope = crm.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<CrmUser>>();
        var user = await users.FindByEmailAsync(email);
        if (user is null)
        {
            user = new CrmUser { UserName = email, Email = email, DisplayName = "New" };
            (await users.CreateAsync(user)).Succeeded.ShouldBeTrue();
            await users.AddToRoleAsync(user, Roles.Admin);
        }

        var query = new Dictionary<string, string?>
        {
            ["user"] = $"{user.Id}",
            ["token"] = await users.GeneratePasswordResetTokenAsync(user),
        };
        return (user, QueryHelpers.AddQueryString("/Account/SetPassword", query));
    }
}
