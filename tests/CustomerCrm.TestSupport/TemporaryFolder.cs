using System.Diagnostics;

namespace CustomerCrm.TestSupport;

/// <summary>A fresh folder that is removed when this process ends, even when it is killed.</summary>
public static class TemporaryFolder
{
    // Reads until this process is gone and its end of the pipe with it; then gives a server that lives in the folder the time
    // to stop, whose end was asked for by the same event.
    private const string Removal = """
        exec >/dev/null 2>&1
        cat
        for i in 1 2 3 4 5 6 7 8 9 10; do
          [ -n "$(find "$0" -name postmaster.pid)" ] || break
          sleep 0.3
        done
        rm -rf -- "$0"
        """;

    // Kept from being collected: a closed pipe is the signal.
    private static readonly List<Process> Removers = [];

    public static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
        if (OperatingSystem.IsWindows())
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
            return folder;
        }
        // Root's server runs under another account, which must come through here.
        if (Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        // A session of its own outlives a Ctrl-C at the tests.
        string[] command = OperatingSystem.IsLinux() ? ["setsid", "sh", "-c", Removal, folder] : ["sh", "-c", Removal, folder];
        var remover = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        lock (Removers)
            Removers.Add(Process.Start(remover)!);
        return folder;
    }
}
