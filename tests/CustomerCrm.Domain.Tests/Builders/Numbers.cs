using System.Globalization;

namespace CustomerCrm.Domain.Tests.Builders;

/// <summary>Decimals as they are written on the page; an attribute cannot hold one.</summary>
internal static class Numbers
{
    public static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
