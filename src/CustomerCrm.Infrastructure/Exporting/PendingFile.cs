namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>
/// A file on its way: written beside its place under a name of its own and put there whole at the end, so that an export that
/// fails or is killed leaves no half file and keeps an older one.
/// </summary>
internal sealed class PendingFile : IAsyncDisposable
{
    private readonly FileStream stream;
    private readonly string place;
    private bool isDone;

    private PendingFile(FileStream stream, string place, bool isDone) => (this.stream, this.place, this.isDone) = (stream, place, isDone);

    public Stream Stream => stream;

    /// <returns>The file, or why there cannot be one.</returns>
    public static (PendingFile? File, ExportOutcome? Refusal) Create(string path)
    {
        var place = Path.GetFullPath(path);
        try
        {
            if (IsDevice(place))
            {
                return (new PendingFile(new FileStream(place, FileMode.Open, FileAccess.Write), place, isDone: true), null);
            }

            // A link stays one: the file it points to is what is written.
            if (new FileInfo(place).LinkTarget is not null)
            {
                place = File.ResolveLinkTarget(place, returnFinalTarget: true)!.FullName;
            }

            if (Directory.Exists(place))
            {
                return (null, new ExportOutcome.NotWritable(path));
            }

            var stream = new FileStream($"{place}.{Path.GetRandomFileName()}.part", Options(place));
            return (new PendingFile(stream, place, isDone: false), null);
        }
        catch (DirectoryNotFoundException)
        {
            return (null, new ExportOutcome.NoFolder(Path.GetDirectoryName(place) ?? place));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, new ExportOutcome.NotWritable(path));
        }
    }

    /// <summary>All was written: from now on the file stands in its place.</summary>
    public async Task FinishAsync()
    {
        if (isDone)
        {
            return;
        }

        stream.Flush(flushToDisk: true);
        await stream.DisposeAsync();
        File.Move(stream.Name, place, overwrite: true);
        isDone = true;
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        if (!isDone)
        {
            File.Delete(stream.Name);
        }
    }

    /// <summary>Standard output, a pipe to another program: written to as they are, since a file put in their place would end them.</summary>
    private static bool IsDevice(string place) => !OperatingSystem.IsWindows()
        && (Path.GetDirectoryName(place) is "/dev" or "/dev/fd" || place.StartsWith("/proc/", StringComparison.Ordinal));

    /// <summary>Unbuffered, as whoever writes buffers; the rights of the file it takes the place of stay.</summary>
    private static FileStreamOptions Options(string place)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && File.Exists(place))
        {
            options.UnixCreateMode = File.GetUnixFileMode(place);
        }

        return options;
    }
}
