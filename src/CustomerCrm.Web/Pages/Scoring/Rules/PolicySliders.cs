namespace CustomerCrm.Web.Pages.Scoring.Rules;

/// <summary>The range a slider covers, in the unit that is typed; what lies outside is typed.</summary>
public sealed record PolicySlider(decimal Min, decimal Max, decimal Step);

/// <summary>Which settings are worth dragging, and between what: those whose effect is looked for by trying.</summary>
public static class PolicySliders
{
    private static readonly PolicySlider Percent = new(0, 100, 1);

    private static readonly Dictionary<string, PolicySlider> ByPath = new()
    {
        ["hysteresisPoints"] = new(0, 20, 0.5m),
        ["graceDays"] = new(0, 180, 5),
        ["satisfactionLower"] = new(1, 99, 1),
        ["satisfactionUpper"] = new(1, 99, 1),
        ["guards.groupBuy.minOccasions"] = new(0, 12, 1),
        ["guards.groupBuy.maxShare"] = Percent,
        ["guards.thinMargin.minScore"] = Percent,
        ["guards.thinMargin.minMargin"] = new(-20, 50, 1),
        ["guards.provisional.days"] = new(0, 365, 5),
        ["windowDays"] = new(90, 1_095, 5),
        ["exposureFloorDays"] = new(1, 365, 1),
        ["rhythmFloorDays"] = new(1, 90, 1),
        ["costOfCapital"] = new(0, 30, 0.5m),
        ["defaultMargin"] = Percent,
        ["loyalScore"] = Percent,
    };

    /// <summary>Null for a setting that is only typed or chosen.</summary>
    public static PolicySlider? Of(PolicyField field) =>
        field.IsWeight || field.Path.StartsWith("cutoffs.", StringComparison.Ordinal) ? Percent : ByPath.GetValueOrDefault(field.Path);
}
