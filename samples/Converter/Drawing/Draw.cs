using System.Text;

namespace CustomerCrm.SampleConverter.Drawing;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014), one stream per subject and topic from one fixed seed. Its sequence is written here,
/// while that of <see cref="Random"/> may change with the runtime. A stream of its own for each subject and topic: one more
/// draw for one customer moves nothing else. All arithmetic is integer or decimal, so no machine rounds differently.
/// </summary>
internal sealed class Draw
{
    // The scoring date as a number; any other would do as well, changing it changes all that is made up.
    private const ulong Seed = 20111210;

    private ulong state;

    private Draw(ulong state) => this.state = state;

    public static Draw For(string subject, string topic)
    {
        // FNV-1a, 64 bits: string.GetHashCode differs from run to run.
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes($"{topic}/{subject}"))
            hash = unchecked((hash ^ b) * 1099511628211UL);
        return new Draw(hash ^ Seed);
    }

    /// <summary>0 to count - 1, each as likely.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>From low to high, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>0 up to but without 1, in millionths.</summary>
    public decimal Share() => Below(1_000_000) / 1_000_000m;

    public decimal Between(decimal low, decimal high) => low + (high - low) * Share();

    public bool Chance(decimal probability) => Share() < probability;

    /// <summary>Bell-shaped around 0 with deviation 1: twelve shares less six (Irwin and Hall), no logarithms.</summary>
    public decimal Bell()
    {
        var sum = -6m;
        for (var i = 0; i < 12; i++)
            sum += Share();
        return sum;
    }

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>A date from first to last, both included.</summary>
    public DateOnly DateBetween(DateOnly first, DateOnly last) => first.AddDays(Below(last.DayNumber - first.DayNumber + 1));

    private ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
