using CustomerCrm.Cli;
using Microsoft.Extensions.Configuration;

namespace CustomerCrm.Infrastructure.Tests.Cli;

/// <summary>What a call of the command line said.</summary>
internal sealed record Said(int Code, string Output, string Errors)
{
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One line, of people's words, never a stack.</summary>
    public string OneError()
    {
        var line = ErrorLines.ShouldHaveSingleItem();
        line.ShouldStartWith("crm: ");
        line.ShouldNotContain("Exception");
        Errors.ShouldNotContain("   at ");
        return line["crm: ".Length..];
    }
}

/// <summary>The command line in process, over a database of its own; today is 2026-06-30.</summary>
public abstract class CliTests : CrmTests
{
    protected virtual (string Name, string Value)[] Settings => [("Firm:ScoringDate", "2026-06-30")];

    private protected Task<Said> CrmAsync(params string[] args) => CrmAsync("", args);

    private protected async Task<Said> CrmAsync(string input, string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        using var reader = new StringReader(input);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(Crm.Database.Settings(Settings)).Build();
        var code = await CommandLine.RunAsync(args, reader, output, errors, settings);
        return new Said(code, output.ToString(), errors.ToString());
    }

    private protected async Task<Said> GoodAsync(params string[] args)
    {
        var said = await CrmAsync(args);
        said.Errors.ShouldBeEmpty();
        said.Code.ShouldBe(0, said.Output);
        return said;
    }

    private protected string Write(string name, string content) => Crm.Database.Write(name, content);

    private protected string PathOf(string name) => Path.Combine(Crm.Database.Folder, name);
}
