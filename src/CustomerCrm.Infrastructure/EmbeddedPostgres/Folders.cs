using System.Security.Cryptography;
using System.Text;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

internal static class Folders
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public const UnixFileMode PassThrough = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Creates what is missing of a path, each new folder with exactly this mode; what exists keeps its own.</summary>
    public static void Create(string path, UnixFileMode mode)
    {
        if (Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is { } parent)
            Create(parent, mode);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        Directory.CreateDirectory(path, mode);
        // The process's umask may have taken bits away.
        File.SetUnixFileMode(path, mode);
    }

    /// <summary>Writes a file only its owner can read, and returns when it is on the disk.</summary>
    public static void WritePrivate(string path, string text)
    {
        // A file left there could have another mode.
        File.Delete(path);
        AppendPrivate(path, text);
    }

    public static void AppendPrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    public static IEnumerable<string> Upwards(string path)
    {
        var start = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }

    /// <summary>The path with every symbolic link followed, as the kernel shows it in /proc.</summary>
    public static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in Path.GetRelativePath(real, path).Split(Path.DirectorySeparatorChar))
        {
            real = Path.Combine(real, part);
            if (Directory.Exists(real) && new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target)
                real = RealPath(target.FullName);
        }
        return real;
    }

    public static string ShortHash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..10];
}
