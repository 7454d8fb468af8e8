using System.Globalization;

namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// A score or its points, 0.00 to 100.00, kept as a whole number of hundredths so that sums add up to the digit.
/// What is finer is rounded half to even.
/// </summary>
public readonly record struct Score : IComparable<Score>
{
    private Score(int hundredths) => Hundredths = hundredths;

    public static Score Zero => default;

    public static Score Hundred => new(10_000);

    public int Hundredths { get; }

    /// <summary>The score as a number with two decimals, as it is shown.</summary>
    public decimal Value => Hundredths / 100m;

    public static Score FromHundredths(int hundredths) => new(hundredths);

    public static Score Rounded(decimal value) => new((int)Math.Round(value * 100, MidpointRounding.ToEven));

    public static Score operator +(Score left, Score right) => new(left.Hundredths + right.Hundredths);

    public static Score operator -(Score left, Score right) => new(left.Hundredths - right.Hundredths);

    public static bool operator <(Score left, Score right) => left.Hundredths < right.Hundredths;

    public static bool operator >(Score left, Score right) => left.Hundredths > right.Hundredths;

    public static bool operator <=(Score left, Score right) => left.Hundredths <= right.Hundredths;

    public static bool operator >=(Score left, Score right) => left.Hundredths >= right.Hundredths;

    public static Score Add(Score left, Score right) => left + right;

    public static Score Subtract(Score left, Score right) => left - right;

    public int CompareTo(Score other) => Hundredths.CompareTo(other.Hundredths);

    public override string ToString() => Value.ToString("F2", CultureInfo.InvariantCulture);
}
