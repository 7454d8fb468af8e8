using System.Diagnostics;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Web.Tests.Hosting;

public sealed class StartTests
{
    [Theory]
    [InlineData("Firm__Currency", "euro", "Firm__Currency is 'euro' and must be three capital letters like EUR.")]
    [InlineData("Proxies__Known__0", "proxy", "Proxies__Known names 'proxy', which must be an address like 10.0.0.5 or a network like 10.0.0.0/8.")]
    public async Task Start_SettingThatCannotBeUsed_EndsWithOneSentence(string name, string value, string sentence)
    {
        await using var database = await CrmTestDatabase.CreateEmptyAsync();
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ConnectionStrings__Crm"] = database.ConnectionString,
                ["Data__Folder"] = database.Folder,
                [name] = value,
            },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(1);
        error.Trim().ShouldBe(sentence);
        (await output).ShouldBeEmpty();
    }
}
