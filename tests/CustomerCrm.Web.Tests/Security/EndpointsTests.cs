using System.Reflection;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Security;

public sealed class EndpointsTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    [Fact]
    public async Task Endpoints_WithoutASignIn_AreClosedSaveTheListed()
    {
        using var browser = crm.Browser();
        var endpoints = Endpoints.All(crm);
        endpoints.Count.ShouldBeGreaterThan(8);
        foreach (var endpoint in endpoints)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                var address = Endpoints.AddressOf(endpoint);
                var answer = await browser.SendAsync(new HttpRequestMessage(method, address));
                var isClosed = answer.Status is 401 or 405
                    || (answer.Status == 302 && answer.Location!.Contains("/Account/SignIn?returnUrl=", StringComparison.Ordinal));
                isClosed.ShouldBe(!Endpoints.IsOpen(endpoint) || (answer.Status == 405), $"{method} {address} answered {answer.Status}");
            }
        }
    }

    [Fact]
    public async Task UnknownAddresses_WithoutASignIn_TellNothing()
    {
        using var browser = crm.Browser();

        var answer = await browser.GetAsync("/no/such/page");

        answer.Status.ShouldBe(302);
    }

    [Fact]
    public void Pages_AreAnonymousByTheListAlone()
    {
        var pages = Endpoints.All(crm).Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).ToList();
        foreach (var page in pages)
        {
            var path = page.Metadata.GetMetadata<PageActionDescriptor>()!.ViewEnginePath;
            var isAnonymous = page.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            isAnonymous.ShouldBe(AnonymousPages.All.Contains(path), path);
        }

        foreach (var listed in AnonymousPages.All)
            pages.ShouldContain(p => p.Metadata.GetMetadata<PageActionDescriptor>()!.ViewEnginePath == listed);
    }

    [Fact]
    public void PageModels_CarryNoAttributeThatOpensThem_AndKnownPoliciesOnly()
    {
        var models = typeof(Program).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel))).ToList();
        models.Count.ShouldBeGreaterThan(5);
        foreach (var model in models)
        {
            var handlers = model.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);
            var attributes = model.GetCustomAttributes(inherit: true).Concat(handlers.SelectMany(h => h.GetCustomAttributes(true))).ToList();
            attributes.ShouldAllBe(a => !(a is IAllowAnonymous), model.Name);
            attributes.OfType<IAuthorizeData>().ShouldAllBe(
                a => a.Policy == Policies.Reps || a.Policy == Policies.Managers || a.Policy == Policies.Admins, model.Name);
        }
    }

    [Fact]
    public async Task Fallback_SignedInWithoutARole_IsRefusedOnTheSpot()
    {
        var user = await crm.UserAsync(Roles.SalesRep, "leaver@firm.example");
        await crm.WithDbAsync(db => db.UserRoles.Where(r => r.UserId == user.Id).ExecuteDeleteAsync());
        using var browser = crm.Browser();
        await browser.SignInAsync(user.Email!, CrmFactory.Password);

        var answer = await browser.GetAsync("/Account/Profile");

        answer.Status.ShouldBe(403);
        answer.Words("h1").ShouldBe("This is not for your role");
    }

    [Fact]
    public async Task Reading_EveryPage_ChangesNothing()
    {
        using var browser = await crm.SignedInAsync(Roles.Admin);
        var before = await crm.WithDbAsync(Fingerprint.OfAsync);

        foreach (var endpoint in Endpoints.All(crm))
            await browser.GetAsync(Endpoints.AddressOf(endpoint));

        (await crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Sending_ToAnyPageWithoutItsToken_IsRefusedAndChangesNothing()
    {
        using var browser = await crm.SignedInAsync(Roles.Admin);
        var before = await crm.WithDbAsync(Fingerprint.OfAsync);

        foreach (var endpoint in Endpoints.All(crm).Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is { ViewEnginePath: not "/Error" }))
        {
            var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, Endpoints.AddressOf(endpoint)));
            answer.Status.ShouldBe(400, Endpoints.AddressOf(endpoint));
        }

        (await crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }
}
