using System.Diagnostics;

namespace CustomerCrm.TestSupport;

/// <summary>Waits for what must come sooner or later; a test that would hang for ever fails instead.</summary>
public static class Patience
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static async Task UntilAsync(Func<Task<bool>> came)
    {
        var waited = Stopwatch.StartNew();
        while (!await came())
        {
            if (waited.Elapsed > Longest)
                throw new TimeoutException("What the test waits for did not come within a minute.");
            await Task.Delay(10);
        }
    }

    public static Task UntilAsync(Func<bool> came) => UntilAsync(() => Task.FromResult(came()));
}
