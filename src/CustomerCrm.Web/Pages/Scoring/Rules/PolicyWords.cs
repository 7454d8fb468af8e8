using System.Globalization;
using System.Text.Json.Nodes;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring.Rules;

/// <summary>How the settings of a policy are called, shown and refused.</summary>
public sealed class PolicyWords(IStringLocalizer<PolicyTexts> text, IStringLocalizer<Glossary> glossary, Formats format)
{
    private static readonly JsonNode Defaults = JsonNode.Parse(PolicyJson.Write(new ScoringPolicy()))!;
    private static readonly Dictionary<string, PolicyError> Ranges = PolicyFields.All.Select(Bounds).OfType<PolicyError>().ToDictionary(e => e.Field);

    public string Label(PolicyField field) => text["F." + field.Path];

    public string Help(PolicyField field) => text["H." + field.Path];

    /// <summary>Stands behind the field.</summary>
    public string? Unit(PolicyField field) => field.Unit is { } unit ? text["Unit." + unit].Value
        : field.Kind == PolicyFieldKind.Percent ? "%"
        : field.Kind == PolicyFieldKind.Money ? format.Currency
        : null;

    public string Choice(PolicyField field, string name) => field.Kind == PolicyFieldKind.Tier ? glossary["Tier." + name] : text["Choice." + name];

    public string Default(PolicyField field) => text["Draft.Default", Show(field, PolicyValues.Node(Defaults, field.Path))];

    /// <summary>What may be typed; null where the choice itself says it.</summary>
    public string? Range(PolicyField field) => field.Path switch
    {
        "cutoffs.gold" or "cutoffs.silver" or "cutoffs.develop" => text["Draft.Range.Falling"],
        "exposureFloorDays" => text["Draft.Range.Window"],
        "satisfactionLower" => text["Draft.Range.Upper", Bound(field, Ranges[field.Path].Min)],
        _ => field.Kind != PolicyFieldKind.Scale && Ranges.TryGetValue(field.Path, out var range)
            ? text["Draft.Range", Bound(field, range.Min), Bound(field, range.Max)].Value : null,
    };

    /// <summary>A value as it is read; what is left to the publication says so.</summary>
    public string Show(PolicyField field, JsonNode? value)
    {
        if (value is null)
        {
            return field.IsComputed ? text["Draft.Computed"] : Formats.None;
        }

        return field.Kind switch
        {
            PolicyFieldKind.Switch => text[value.GetValue<bool>() ? "Draft.On" : "Draft.Off"],
            PolicyFieldKind.Tier or PolicyFieldKind.Missing or PolicyFieldKind.Method => Choice(field, value.GetValue<string>()),
            PolicyFieldKind.Money => format.Money(value.GetValue<decimal>()),
            PolicyFieldKind.Scale => Scale([.. value.AsArray().Select(b => b!.GetValue<decimal>())]),
            _ => WithUnit(field, PolicyValues.Text(field, value, CultureInfo.CurrentCulture)!),
        };
    }

    /// <summary>What was typed or remembered, for the table of a clash.</summary>
    public string? ShowTyped(PolicyField field, string? typed)
    {
        var (value, fault) = PolicyValues.Read(field, typed, CultureInfo.CurrentCulture);
        return fault is not null ? typed?[..Math.Min(typed.Length, 40)] : Show(field, value);
    }

    public string Fault(PolicyField field, ShapeFault fault) => fault.Text switch
    {
        "Number" => text["Fault.Number", format.Number(1234.5m, 1)],
        "ScaleNumber" => text["Fault.ScaleNumber", fault.Place!],
        _ => text["Fault." + fault.Text],
    };

    public string Fault(PolicyError error, ScoringPolicy policy)
    {
        var field = PolicyFields.At(error.Field);
        return error.Fault switch
        {
            PolicyFault.OutOfRange => text["Fault.OutOfRange", Bound(field, error.Min), Bound(field, error.Max)],
            PolicyFault.ScaleNotComplete => text[
                "Fault.ScaleNotComplete", Domain.Scoring.Scale.BreakpointCount,
                (field.Path == "profitScale" ? policy.ProfitScale : policy.PurchaseValueScale)?.Count ?? 0],
            _ => text["Fault." + error.Fault],
        };
    }

    private string Scale(IReadOnlyList<decimal> breakpoints) => breakpoints.Count == 0
        ? text["Draft.Entered", 0, Formats.None, Formats.None]
        : text["Draft.Entered", breakpoints.Count, format.Money(breakpoints[0]), format.Money(breakpoints[^1])];

    private string Bound(PolicyField field, decimal? bound) => field.Kind switch
    {
        PolicyFieldKind.Money or PolicyFieldKind.Scale => format.Money(bound),
        PolicyFieldKind.Percent => Grouped(bound * 100) + "%",
        _ => Grouped(bound),
    };

    private string Grouped(decimal? value) => format.Number(value, value is { } v && v != decimal.Truncate(v) ? 2 : 0);

    private string WithUnit(PolicyField field, string figure) => Unit(field) is { } unit
        ? figure + (unit.StartsWith('%') ? "" : " ") + unit : figure;

    /// <summary>The policy's own rules say the range, asked with a value that is out of every one.</summary>
    private static PolicyError? Bounds(PolicyField field)
    {
        if (field.Kind is not (PolicyFieldKind.Number or PolicyFieldKind.Whole or PolicyFieldKind.Percent or PolicyFieldKind.Money))
        {
            return null;
        }

        var json = JsonNode.Parse(PolicyJson.Write(new ScoringPolicy()))!;
        var parts = field.Path.Split('.');
        var place = parts.Length == 1 ? json : PolicyValues.Node(json, string.Join('.', parts[..^1]))!;
        place[parts[^1]] = field.Kind == PolicyFieldKind.Whole ? int.MaxValue : 1_000_000_000_000_000m;
        return PolicyRules.Check(PolicyJson.Read(json.ToJsonString()))
            .FirstOrDefault(e => e.Field == field.Path && e.Fault == PolicyFault.OutOfRange);
    }
}
