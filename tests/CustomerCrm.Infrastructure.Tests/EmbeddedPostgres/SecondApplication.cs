using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using CustomerCrm.Infrastructure.EmbeddedPostgres;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.EmbeddedPostgres;

/// <summary>This assembly as an application of its own: uses the server of a data folder until its input ends.</summary>
internal sealed class SecondApplication : IDisposable
{
    private readonly Process _process;

    private SecondApplication(Process process) => _process = process;

    /// <summary>Its first line: "ready" and the server's process id, or the sentence of a failure.</summary>
    public string Said { get; private set; } = "";

    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            if (arguments is ["temporary"])
            {
                Console.WriteLine(TemporaryFolder.Create());
                await Console.In.ReadToEndAsync();
                return 0;
            }
            var options = new EmbeddedServerOptions { DataFolder = arguments[0], Disposable = arguments.Contains("disposable") };
            await using var server = await EmbeddedServer.StartOrAttachAsync(options);
            Console.WriteLine($"ready {server.ProcessId}");
            await Console.In.ReadToEndAsync();
            return 0;
        }
        catch (EmbeddedPostgresException e)
        {
            Console.WriteLine(e.Message);
            return 1;
        }
    }

    public static async Task<SecondApplication> StartAsync(string[] arguments, string[]? prefix = null, string? binFolder = null)
    {
        string[] command = [.. prefix ?? [], DotnetHost(), "exec", Assembly.GetExecutingAssembly().Location, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (binFolder is not null)
            start.Environment["CRM_POSTGRES_BIN"] = binFolder;
        var application = new SecondApplication(Process.Start(start)!);
        application.Said = await application._process.StandardOutput.ReadLineAsync() ?? "";
        return application;
    }

    public int ServerProcessId => int.Parse(Said["ready ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    public async Task LeaveAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string DotnetHost() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
