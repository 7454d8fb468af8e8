using System.Diagnostics;

namespace CustomerCrm.TestSupport;

/// <summary>The scripts under tests/, which are Python on purpose: a second opinion shares no code with the product.</summary>
public static class Python
{
    private const string Command = "python3";

    /// <summary>Why tests that need Python are skipped here; null where they run: it is there, or everything must be run (CI=true).</summary>
    public static string? Missing { get; } =
        IsThere || Environment.GetEnvironmentVariable("CI") == "true" ? null : "python3 is not installed, so nobody can give a second opinion.";

    private static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, Command)));

    /// <summary>Runs a script of a folder under tests/, which must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        using var python = Process.Start(new ProcessStartInfo(Command, ["-B", .. arguments])
        {
            WorkingDirectory = Path.Combine(Root(), "tests", folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = python.StandardError.ReadToEndAsync();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? output : throw new InvalidOperationException(output + await errors);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CustomerCrm.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No CustomerCrm.sln above the tests.");
        return folder.FullName;
    }
}
