using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CustomerCrm.Bench.Chaos;

/// <summary>One web process on a loopback port of its own, started, killed, frozen and stopped as often as a round asks.</summary>
internal sealed class WebNode(string name, string connectionString, string folder) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly HttpClient Asking = new() { Timeout = TimeSpan.FromSeconds(5) };

    private Process? process;

    public string Name => name;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public int ProcessId => process?.Id ?? 0;

    /// <summary>Not killed, stopped or frozen by this: whoever fails here fails for no good reason.</summary>
    public bool ShouldAnswer { get; private set; }

    /// <summary>Changes with every start, kill, freeze and stop.</summary>
    public int Turn { get; private set; }

    /// <returns>How long it took until it answered.</returns>
    public async Task<TimeSpan> StartAsync(string? clockOffset = null)
    {
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet", [Programs.Web, "--urls", Address.ToString()])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ConnectionStrings__Crm"] = connectionString,
                ["Data__Folder"] = Path.Combine(folder, name),
                ["Demo__Enabled"] = "false",
                ["Firm__ScoringDate"] = BenchCrm.Today.ToString("O"),
                ["SignIn__AttemptsPerMinute"] = "100000",
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Serilog__MinimumLevel__Default"] = "Warning",
                ["Serilog__MinimumLevel__Override__CustomerCrm.Infrastructure.Jobs"] = "Information",
            },
        };
        if (clockOffset is not null)
        {
            start.Environment["LD_PRELOAD"] = Programs.FalseClock;
            start.Environment["FAKETIME"] = clockOffset;
            start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
            start.Environment["DONT_FAKE_MONOTONIC"] = "1";
        }

        Dispose();
        process = Process.Start(start)!;
        // Also in a file of the node's folder; nobody may wait for a full pipe.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilReadyAsync(watch);
        ShouldAnswer = true;
        return watch.Elapsed;
    }

    public async Task KillAsync()
    {
        Leave();
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task StopAsync()
    {
        Leave();
        Signal("TERM");
        await process!.WaitForExitAsync();
    }

    /// <summary>As a machine that hangs: its connections stay open and nothing moves.</summary>
    public void Freeze()
    {
        Leave();
        Signal("STOP");
    }

    public async Task ThawAsync()
    {
        Signal("CONT");
        await UntilReadyAsync(Stopwatch.StartNew());
        ShouldAnswer = true;
    }

    /// <summary>The day by the node's own clock, as every answer of it says.</summary>
    public async Task<DateTimeOffset?> OwnTimeAsync()
    {
        using var answer = await Asking.GetAsync(new Uri(Address, "/health/live"));
        return answer.Headers.Date;
    }

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            process.WaitForExit();
        }

        process?.Dispose();
        process = null;
    }

    private async Task UntilReadyAsync(Stopwatch watch)
    {
        while (true)
        {
            try
            {
                using var answer = await Asking.GetAsync(new Uri(Address, "/health/ready"));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not there yet.
            }

            if (process!.HasExited || watch.Elapsed > Longest)
            {
                throw new InvalidOperationException($"{name} does not start; see the logs in {folder}.");
            }

            await Task.Delay(50);
        }
    }

    private void Leave() => (ShouldAnswer, Turn) = (false, Turn + 1);

    private void Signal(string signal)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            throw new PlatformNotSupportedException("Signals are sent on Unix only.");
        }

        using var kill = Process.Start("kill", ["-s", signal, process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
