using System.Globalization;

namespace CustomerCrm.Domain.Tests.Documents;

/// <summary>Works out what a page writes down: + - x /, brackets, exp and ln, thousands separators allowed.</summary>
internal sealed class Arithmetic
{
    private readonly string text;
    private int at;

    private Arithmetic(string text) => this.text =
        text.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    public static decimal Work(string text)
    {
        var arithmetic = new Arithmetic(text);
        var value = arithmetic.Sum();
        arithmetic.at.ShouldBe(arithmetic.text.Length, text);
        return value;
    }

    private decimal Sum()
    {
        var value = Product();
        while (true)
        {
            if (Take("+"))
            {
                value += Product();
            }
            else if (Take("-"))
            {
                value -= Product();
            }
            else
            {
                return value;
            }
        }
    }

    private decimal Product()
    {
        var value = Factor();
        while (true)
        {
            if (Take("x"))
            {
                value *= Factor();
            }
            else if (Take("/"))
            {
                value /= Factor();
            }
            else
            {
                return value;
            }
        }
    }

    private decimal Factor() =>
        Take("exp") ? (decimal)Math.Exp((double)Factor())
        : Take("ln") ? (decimal)Math.Log((double)Factor())
        : Take("(") ? Bracket()
        : Literal();

    private decimal Bracket()
    {
        var value = Sum();
        Take(")").ShouldBeTrue(text);
        return value;
    }

    private decimal Literal()
    {
        var from = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
        {
            at++;
        }

        return decimal.Parse(text.AsSpan(from, at - from), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    private bool Take(string token)
    {
        if (!text.AsSpan(at).StartsWith(token, StringComparison.Ordinal))
        {
            return false;
        }

        at += token.Length;
        return true;
    }
}
