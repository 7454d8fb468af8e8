using System.Diagnostics;
using System.Globalization;
using CustomerCrm.Bench.Firm;

namespace CustomerCrm.Bench.Chaos.Load;

/// <summary>
/// Imports small files of costs by the command line, a process each. Every third is killed somewhere on its way, and what
/// was not acknowledged is imported again.
/// </summary>
internal sealed class CostWriter(Stage stage, int customers, int seed)
{
    private readonly Random random = new(seed);
    private int written;

    public async Task RunAsync(CancellationToken stop)
    {
        for (var turn = 1; !stop.IsCancellationRequested; turn++)
        {
            var costs = Enumerable.Range(0, random.Next(1, 30))
                .Select(_ => (CostNo: string.Create(CultureInfo.InvariantCulture, $"V{++written:D8}"), Amount: random.Next(100, 9_000) / 100m))
                .ToList();
            var file = Path.Combine(stage.Folder, "costs.csv");
            await File.WriteAllLinesAsync(file, [
                "cost_no,customer_key,activity,incurred_on,amount",
                .. costs.Select(c => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{c.CostNo},{FirmGenerator.Key(OrderWriter.Written(random, customers))},visit,{BenchCrm.Today:O},{c.Amount}")),
            ], CancellationToken.None);
            var kills = turn % 3 == 0;
            while (!await ImportAsync(file, kills))
            {
                kills = false;
                await Task.Delay(500, CancellationToken.None);
            }

            stage.Ledger.Add(costs);
            await Task.Delay(1_500, CancellationToken.None);
        }
    }

    private async Task<bool> ImportAsync(string file, bool kill)
    {
        var start = new ProcessStartInfo("dotnet", [Programs.Cli, "import", "costs", file])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ConnectionStrings__Crm"] = stage.Crm.ConnectionString,
                ["Data__Folder"] = stage.Folder,
                ["Firm__ScoringDate"] = BenchCrm.Today.ToString("O"),
            },
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (kill)
        {
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(random.Next(500, 2_500)));
            process.Kill();
        }

        await process.WaitForExitAsync();
        if (process.ExitCode == 0)
        {
            stage.Tally.Acknowledge();
            return true;
        }

        stage.Tally.LeaveUnanswered();
        if (!kill && !stage.ServerMayFail)
        {
            stage.Tally.Find($"crm import failed while the server was there: {await errors} {await output}");
        }

        return false;
    }
}
