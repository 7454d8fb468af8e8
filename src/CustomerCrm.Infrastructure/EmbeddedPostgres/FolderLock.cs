namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>
/// A lock between processes that ends with its process, however that ends. On Unix the share mode of a FileStream is an
/// flock: FileShare.Read with read access is a shared one, FileShare.None an exclusive one; Windows refuses in the same cases.
/// </summary>
internal static class FolderLock
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMacOS = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<IDisposable> ExclusiveAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryExclusive(file) is { } taken)
                return taken;
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public static async Task<IDisposable> SharedAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryShared(file) is { } taken)
                return taken;
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public static IDisposable? TryExclusive(string file) => TryOpen(file, FileShare.None);

    public static IDisposable? TryShared(string file) => TryOpen(file, FileShare.Read);

    private static FileStream? TryOpen(string file, FileShare share)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Read, Share = share };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new FileStream(file, options);
        }
        catch (IOException e) when (e.HResult is WouldBlockOnLinux or WouldBlockOnMacOS or SharingViolationOnWindows)
        {
            return null;
        }
    }
}
