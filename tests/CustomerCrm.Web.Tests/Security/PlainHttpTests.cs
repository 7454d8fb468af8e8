using System.Net;
using Microsoft.AspNetCore.Http;

namespace CustomerCrm.Web.Tests.Security;

public sealed class PlainHttpTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", null, 200)]
    [InlineData("::1", "[::1]:5080", null, 200)]
    [InlineData("10.0.0.9", "crm.firm.example", null, 403)]
    [InlineData("10.0.0.9", "localhost", null, 403)]
    [InlineData("127.0.0.1", "crm.firm.example", null, 403)]
    [InlineData("127.0.0.1", "crm.firm.example", "https", 200)]
    [InlineData("127.0.0.1", "crm.firm.example", "http", 403)]
    [InlineData("10.0.0.9", "crm.firm.example", "https", 403)]
    public async Task PlainHttp_IsForThisMachineAndItsProxyAlone(string caller, string host, string? forwarded, int status)
    {
        var context = await SendAsync("/Account/SignIn", caller, host, forwarded);

        context.Response.StatusCode.ShouldBe(status);
        if (status == 403)
        {
            using var reader = new StreamReader(context.Response.Body);
            (await reader.ReadToEndAsync()).ShouldStartWith("This service is used over https");
        }
    }

    [Fact]
    public async Task PlainHttp_ThroughAProxyThatTheSettingsName_IsTakenAsForwarded()
    {
        await using var behind = await CrmFactory.StartAsync(("Proxies:Known:0", "10.0.0.0/8"));

        var context = await SendAsync("/Account/SignIn", "10.0.0.9", "crm.firm.example", "https", behind);

        context.Response.StatusCode.ShouldBe(200);
        context.Response.Headers.SetCookie.ToString().ShouldStartWith("__Host-");
    }

    [Fact]
    public async Task PlainHttp_ForHealth_IsAnsweredFromAnywhere()
    {
        (await SendAsync("/health/live", "10.0.0.9", "10.0.0.1:5080", null)).Response.StatusCode.ShouldBe(200);
    }

    private Task<HttpContext> SendAsync(string path, string caller, string host, string? forwarded, CrmFactory? factory = null) =>
        (factory ?? crm).Server.SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(caller);
            context.Request.Method = HttpMethods.Get;
            context.Request.Scheme = "http";
            context.Request.Host = new HostString(host);
            context.Request.Path = path;
            if (forwarded is not null)
                context.Request.Headers["X-Forwarded-Proto"] = forwarded;
        });
}
