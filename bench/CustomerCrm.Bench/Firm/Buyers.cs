namespace CustomerCrm.Bench.Firm;

/// <summary>
/// Who buys how often: rates drawn from a gamma distribution of shape 0.6, so that of ten orders a customer on average most
/// have five or fewer, some a hundred, and about 18 in a hundred none. The same seed gives the same firm.
/// </summary>
public sealed class Buyers
{
    private const double Shape = 0.6;

    private readonly double[] upTo;

    public Buyers(int customers, Random random)
    {
        upTo = new double[customers];
        var sum = 0.0;
        for (var i = 0; i < customers; i++)
        {
            upTo[i] = sum += Rate(random);
        }
    }

    /// <summary>The customer of one order, numbered from 1.</summary>
    public int Draw(Random random)
    {
        var place = Array.BinarySearch(upTo, random.NextDouble() * upTo[^1]);
        return Math.Min(place < 0 ? ~place : place, upTo.Length - 1) + 1;
    }

    /// <summary>Marsaglia and Tsang (2000), for a shape under 1 drawn at shape + 1 and scaled down.</summary>
    private static double Rate(Random random)
    {
        const double d = Shape + 1 - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(random);
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v * Math.Pow(1 - random.NextDouble(), 1 / Shape);
            }
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
