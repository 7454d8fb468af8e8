using System.Security.Claims;
using CustomerCrm.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CustomerCrm.Web.Tests.Hosting;

public sealed class RequestLogTests
{
    [Fact]
    public async Task Line_TellsIdsAndPathButNoQueryNameOrForgedLine()
    {
        var user = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "42"), new(ClaimTypes.Name, "mia@firm.example")], "test");
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(user), TraceIdentifier = "t1" };
        context.Request.Method = "GET";
        context.Request.Path = "/Customers/7\nINF forged";
        context.Request.QueryString = new QueryString("?q=Secret+Name");
        var log = new Lines();

        await new RequestLog(_ => Task.CompletedTask, log).InvokeAsync(context);

        var line = log.Written.ShouldHaveSingleItem();
        line.ShouldStartWith("GET /Customers/7%0AINF%20forged 200 ");
        line.ShouldContain(" user 42 ");
        line.ShouldNotContain("Secret");
        line.ShouldNotContain("mia");
    }

    private sealed class Lines : ILogger<RequestLog>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
