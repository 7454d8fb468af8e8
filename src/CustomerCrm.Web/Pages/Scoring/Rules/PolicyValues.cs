using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Web.Pages.Scoring.Rules;

/// <summary>What is wrong with what was typed into a field.</summary>
/// <param name="Text">The key of the sentence.</param>
/// <param name="Place">Which of several, from 1.</param>
public sealed record ShapeFault(string Text, int? Place = null);

/// <summary>
/// A policy's values between policy.json and what people type: percent for ratios, numbers in the reader's culture, a line for
/// each breakpoint. Nothing is rounded on the way.
/// </summary>
public static partial class PolicyValues
{
    public const string On = "true";

    private const int LongestNumber = 40;
    private const int MostDigits = 28;
    private const string Plain = "0.############################";

    public static JsonNode? Node(JsonNode policy, string path) =>
        path.Split('.').Aggregate((JsonNode?)policy, (place, part) => place?[part]);

    /// <summary>As it is typed; null where it is empty.</summary>
    public static string? Text(PolicyField field, JsonNode? value, CultureInfo culture) => value is null ? null : field.Kind switch
    {
        PolicyFieldKind.Scale => string.Join('\n', value.AsArray().Select(b => b!.GetValue<decimal>().ToString(Plain, culture))),
        PolicyFieldKind.Switch => value.GetValue<bool>() ? On : null,
        PolicyFieldKind.Percent => (value.GetValue<decimal>() * 100).ToString(Plain, culture),
        PolicyFieldKind.Tier or PolicyFieldKind.Missing or PolicyFieldKind.Method => value.GetValue<string>(),
        _ => value.GetValue<decimal>().ToString(Plain, culture),
    };

    /// <summary>As it is kept.</summary>
    public static (JsonNode? Value, ShapeFault? Fault) Read(PolicyField field, string? typed, CultureInfo culture)
    {
        var text = typed?.Trim() ?? "";
        if (field.Kind == PolicyFieldKind.Switch)
        {
            return text is "" or On ? (text == On, null) : (null, new ShapeFault("Choice"));
        }

        if (text.Length == 0)
        {
            return field.IsComputed ? (null, null) : (null, new ShapeFault("Missing"));
        }

        if (field.Kind == PolicyFieldKind.Scale)
        {
            return Scale(text, culture);
        }

        if (Choices(field) is { Count: > 0 } choices)
        {
            return choices.Contains(text) ? (text, null) : (null, new ShapeFault("Choice"));
        }

        if (Number(text, culture) is not { } number)
        {
            return (null, new ShapeFault("Number"));
        }

        return field.Kind switch
        {
            PolicyFieldKind.Percent => (number / 100, null),
            PolicyFieldKind.Whole when number != decimal.Truncate(number) => (null, new ShapeFault("Whole")),
            // Out of the range of any whole number: refused by the policy's rules as what it is, too large or too small.
            PolicyFieldKind.Whole => (decimal.Truncate(Math.Clamp(number, int.MinValue, int.MaxValue)), null),
            _ => (number, null),
        };
    }

    /// <summary>Strictly as the culture writes it, grouped right or not at all; null where it is none.</summary>
    public static decimal? Number(string? typed, CultureInfo culture)
    {
        var text = (typed ?? "").Trim().Replace('\u2212', '-');
        var (group, point) = (culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NumberDecimalSeparator);
        var match = text.Length > LongestNumber ? Match.Empty : Written().Match(text.Replace(point, "\u0001", StringComparison.Ordinal).Replace(group, "\u0002", StringComparison.Ordinal));
        return match.Success && text.Count(char.IsAsciiDigit) <= MostDigits
            && decimal.TryParse(match.Value.Replace("\u0002", "", StringComparison.Ordinal).Replace('\u0001', '.'),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number == 0 ? 0m : number
            : null;
    }

    /// <summary>What a field is chosen from, best or first first; none where it is typed.</summary>
    public static IReadOnlyList<string> Choices(PolicyField field) => field.Kind switch
    {
        PolicyFieldKind.Tier => [.. Enum.GetValues<Tier>().Where(t => t != Tier.Unrated).OrderByDescending(t => t).Select(t => t.ToString())],
        PolicyFieldKind.Missing => Enum.GetNames<MissingRule>(),
        PolicyFieldKind.Method => Enum.GetNames<TierMethod>(),
        _ => [],
    };

    private static (JsonNode? Value, ShapeFault? Fault) Scale(string text, CultureInfo culture)
    {
        var breakpoints = new JsonArray();
        foreach (var part in text.Split([' ', '\t', '\r', '\n', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Number(part, culture) is not { } number)
            {
                return (null, new ShapeFault("ScaleNumber", breakpoints.Count + 1));
            }

            breakpoints.Add(number);
        }

        return (breakpoints, null);
    }

    [GeneratedRegex("^[-+]?([0-9]{1,3}(\u0002[0-9]{3})+|[0-9]+)(\u0001[0-9]+)?$")]
    private static partial Regex Written();
}
