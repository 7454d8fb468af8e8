using System.Diagnostics;
using System.Globalization;
using CustomerCrm.Cli;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing;

/// <summary>A process killed before the commit leaves nothing, wherever it stood, and the same file applies afterwards.</summary>
public sealed class KilledImportTests : CrmTests
{
    private const int Rows = 50_000;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("O1,C1,2026-06-01,100");
        await Crm.RecomputeAsync();
    }

    [Theory]
    [InlineData("imports")] // all rows staged
    [InlineData("customers")] // checked, new customers come in
    [InlineData("import_before_images")] // the first row that changes
    [InlineData("orders")]
    [InlineData("audit_entries")] // applied
    [InlineData("customer_metrics_a")] // being scored
    [InlineData("customer_scores_a")]
    public async Task Apply_KilledBeforeItsCommit_LeavesNothing(string table)
    {
        var file = Crm.Database.Write("o.csv", "order_no,customer_key,ordered_on,net\nO1,C1,2026-06-01,101\nO2,C2,2026-06-02,50\n");
        await using var paused = await PausedTable.CloseAsync(Crm, table);
        var before = await Crm.FingerprintAsync();

        using (var process = Start(file))
        {
            await paused.ArrivedAsync();
            await KillAsync(process);
        }

        await paused.OpenAsync();
        await NobodyLeftAsync();
        (await Crm.FingerprintAsync()).ShouldBe(before);
        (await AppliedAsync(file)).ShouldContain("2 rows read: 1 added, 1 changed");
    }

    [Fact]
    public async Task Apply_KilledWhileTheFileIsRead_LeavesNothing()
    {
        var file = Crm.Database.Write("o.csv", TestCrm.Csv(
            "order_no,customer_key,ordered_on,net",
            Enumerable.Range(0, Rows).Select(n => string.Create(CultureInfo.InvariantCulture, $"N{n},C1,2026-06-02,50"))));
        await using var paused = await PausedTable.CloseAsync(Crm, "imports");
        var before = await Crm.FingerprintAsync();

        using (var process = Start(file))
        {
            await Patience.UntilAsync(async () =>
                await Crm.CountAsync("pg_stat_progress_copy WHERE tuples_processed > 0") > 0 || await IsStagedAsync());
            await KillAsync(process);
        }

        await paused.OpenAsync();
        await NobodyLeftAsync();
        (await Crm.FingerprintAsync()).ShouldBe(before);
        (await AppliedAsync(file)).ShouldContain($"{Rows} rows read: {Rows} added");
    }

    private Task<bool> IsStagedAsync() => Crm.ScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%INSERT INTO imports%' AND pid <> pg_backend_pid())");

    /// <summary>The killed process's connection has noticed, and rolled back.</summary>
    private Task NobodyLeftAsync() => Patience.UntilAsync(async () => await Crm.CountAsync(
        "pg_stat_activity WHERE datname = current_database() AND application_name = 'to be killed'") == 0);

    private Process Start(string file)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "import", "orders", file, "--create-customers"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Crm.Database.Settings(("ConnectionStrings:Crm", Crm.Database.ConnectionString + ";Application Name=to be killed")))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start)!;
    }

    private static async Task KillAsync(Process process)
    {
        process.HasExited.ShouldBeFalse();
        process.Kill();
        await process.WaitForExitAsync();
    }

    private async Task<string> AppliedAsync(string file)
    {
        using var process = Start(file);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return output;
    }
}
