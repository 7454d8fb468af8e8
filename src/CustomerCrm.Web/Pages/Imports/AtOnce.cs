namespace CustomerCrm.Web.Pages.Imports;

/// <summary>Work that is done while its reader waits, as long as it is short; else it is a job's.</summary>
internal static class AtOnce
{
    /// <summary>Files up to so many bytes are tried at once.</summary>
    public const long SmallFile = 2 * 1024 * 1024;

    /// <summary>Imports of up to so many rows written are undone at once.</summary>
    public const int FewRows = 5_000;

    /// <summary>A packed file may be small and hold much.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <returns>Null where it took too long; what was not finished is undone by its transaction.</returns>
    public static async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T?>> work, CancellationToken cancellation)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Longest);
        try
        {
            return await work(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
