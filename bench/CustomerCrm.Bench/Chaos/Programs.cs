namespace CustomerCrm.Bench.Chaos;

/// <summary>What is started beside the benchmark, built in the same configuration.</summary>
internal static class Programs
{
    public static string Web { get; } = Built("CustomerCrm.Web", "CustomerCrm.Web");

    public static string Cli { get; } = Built("CustomerCrm.Cli", "crm");

    /// <summary>The library that gives a process a wrong clock, where this machine has it; null otherwise.</summary>
    public static string? FalseClock { get; } = ((string[])["/usr/lib", "/usr/lib64", "/usr/local/lib"])
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(
            folder, "libfaketime.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 }))
        .FirstOrDefault();

    private static string Built(string project, string name)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = own;
        while (!File.Exists(Path.Combine(root.FullName, "CustomerCrm.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The benchmark runs in a checkout only.");
        }

        return Path.Combine(root.FullName, "src", project, "bin", own.Parent!.Name, own.Name, name + ".dll");
    }
}
