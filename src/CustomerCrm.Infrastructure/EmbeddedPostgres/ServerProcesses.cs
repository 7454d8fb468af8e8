using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>
/// Finds and ends the processes of one cluster. A process id alone proves nothing: after a crash, and in every new container,
/// the number may belong to something else. The server and its children are told by their working folder, the cluster's.
/// </summary>
internal sealed class ServerProcesses(ServerFolder folder)
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    private const int Kill = 9;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether a living server (not a zombie, not a stranger with its number) has this id.</summary>
    public bool IsServer(int processId)
    {
        if (processId <= 0)
            return false;
        if (OperatingSystem.IsLinux())
            return NameOf(processId) == "postgres" && WorkingFolder(processId) == Folders.RealPath(folder.Data);
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static bool Exists(int processId) => OperatingSystem.IsLinux()
        ? Directory.Exists(ProcFolder(processId))
        : Process.GetProcesses().Any(process => process.Id == processId);

    public static bool IsZombie(int processId) =>
        OperatingSystem.IsLinux() && ReadProc(processId, "stat") is { } line
        && line[(line.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');

    public static bool IsAlive(int processId) => Exists(processId) && !IsZombie(processId);

    /// <summary>Ends what is left when the server was killed: its backends would finish their statements first.</summary>
    public async Task EndAllAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (int[])[Quit, Kill])
        {
            var running = All();
            foreach (var processId in running)
                _ = Signal(processId, signal);
            if (await GoneAsync(running, TimeSpan.FromSeconds(3), cancellationToken))
                return;
        }
    }

    public async Task<bool> GoneAsync(IReadOnlyCollection<int> processIds, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (processIds.Any(IsServer))
        {
            if (waited.Elapsed > patience)
                return false;
            await Task.Delay(Pause, cancellationToken);
        }
        return true;
    }

    public static bool Signal(int processId, int signal) => NativeKill(processId, signal) == 0;

    private List<int> All() => !OperatingSystem.IsLinux()
        ? []
        : Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(IsServer)
            .ToList();

    private string? WorkingFolder(int processId)
    {
        var link = Path.Combine(ProcFolder(processId), "cwd");
        try
        {
            if (new FileInfo(link).LinkTarget is { } target)
                return target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Root in a container often may not look into other accounts' processes; the account itself may.
        }
        if (folder.Account.IsSelf)
            return null;
        var answer = Programs.Run(folder.Account, "readlink", [link]);
        return answer.ExitCode == 0 ? answer.Output : null;
    }

    private static string? NameOf(int processId) => ReadProc(processId, "comm")?.TrimEnd();

    private static string? ReadProc(int processId, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(ProcFolder(processId), file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string ProcFolder(int processId) => $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}";

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int processId, int signal);
}
