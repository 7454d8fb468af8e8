namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>Copies a server's programs (60 MB) to a place its account can reach; one copy serves every data folder.</summary>
internal static class ProgramCopy
{
    private static readonly string[] Parts = ["bin", "lib", "share"];

    /// <returns>The bin folder of the copy.</returns>
    public static string Make(string binFolder, string copies)
    {
        var installation = Path.GetDirectoryName(binFolder)!;
        var server = new FileInfo(Path.Combine(binFolder, "postgres"));
        // Another version at the same place is another copy: a running server keeps its own.
        var mark = Folders.ShortHash($"{server.FullName} {server.Length} {server.LastWriteTimeUtc:O}");
        var copy = Path.Combine(copies, mark, "native");
        if (!Directory.Exists(copy))
        {
            Folders.Create(Path.GetDirectoryName(copy)!, Folders.PassThrough);
            // Several may copy at once; the first to finish gives its copy the name.
            var unfinished = $"{copy}.{Path.GetRandomFileName()}";
            foreach (var part in Parts.Where(part => Directory.Exists(Path.Combine(installation, part))))
                CopyFolder(Path.Combine(installation, part), Path.Combine(unfinished, part));
            if (File.Exists(Path.Combine(installation, "pg-symlinks.json")))
                File.Copy(Path.Combine(installation, "pg-symlinks.json"), Path.Combine(unfinished, "pg-symlinks.json"));
            Publish(unfinished, copy);
        }
        var copiedBin = Path.Combine(copy, "bin");
        NpmPackage.TryLink(copiedBin);
        return copiedBin;
    }

    private static void Publish(string unfinished, string copy)
    {
        try
        {
            Directory.Move(unfinished, copy);
        }
        catch (IOException) when (Directory.Exists(copy))
        {
            Directory.Delete(unfinished, recursive: true);
        }
    }

    private static UnixFileMode ForEverybody(UnixFileMode mode) =>
        mode | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        | (mode.HasFlag(UnixFileMode.UserExecute) ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : UnixFileMode.None);

    private static void CopyFolder(string from, string to)
    {
        Folders.Create(to, Folders.PassThrough | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link && !Path.IsPathRooted(link))
            {
                File.CreateSymbolicLink(target, link);
            }
            else if (entry is DirectoryInfo)
            {
                CopyFolder(entry.FullName, target);
            }
            else
            {
                File.Copy(entry.FullName, target, overwrite: true);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(target, ForEverybody(File.GetUnixFileMode(entry.FullName)));
            }
        }
    }
}
