using static CustomerCrm.Web.Pages.Scoring.Rules.PolicyFieldKind;

namespace CustomerCrm.Web.Pages.Scoring.Rules;

/// <summary>All settings of a scoring policy in the order of the form; a test holds them to what policy.json knows.</summary>
public static class PolicyFields
{
    private const string Days = "days";
    private const string Of100 = "of100";
    private const string Times = "times";
    private const string PurchaseDays = "purchaseDays";

    public static IReadOnlyList<PolicyGroup> Groups { get; } =
    [
        new("Weights", [Weight("purchaseValueWeight", "PurchaseValue"), Weight("profitWeight", "Profit"), Weight("loyaltyWeight", "Loyalty")]),
        new("Loyalty",
        [
            .. Part("tenure", "Tenure"), .. Part("recency", "Recency"), .. Part("regularity", "Regularity"),
            .. Part("shareOfWallet", "ShareOfWallet"), .. Part("satisfaction", "Satisfaction"), .. Part("referrals", "Referrals"),
            new("satisfactionLower", Unit: Of100), new("satisfactionUpper", Unit: Of100),
        ]),
        new("Method",
        [
            new("method", Method), new("cutoffs.platinum", Term: "Tier.Platinum"), new("cutoffs.gold", Term: "Tier.Gold"),
            new("cutoffs.silver", Term: "Tier.Silver"), new("cutoffs.develop", Term: "Tier.Develop"),
            new("hysteresisPoints", Unit: "points"), new("graceDays", Whole, "GraceDays", Days),
        ]),
        new("Bands",
        [
            Computed("largeOrder", Money), Computed("mediumOrder", Money), Computed("shortCycle", Number, Days), Computed("mediumCycle", Number, Days),
        ]),
        new("Guards",
        [
            new("guards.groupBuy.on", Switch, "GroupBuy"), new("guards.groupBuy.minOccasions", Whole, Unit: PurchaseDays),
            new("guards.groupBuy.maxShare", Percent), new("guards.groupBuy.cap", PolicyFieldKind.Tier),
            new("guards.thinMargin.on", Switch, "Flag.ThinMargin"), new("guards.thinMargin.minScore", Unit: Of100),
            new("guards.thinMargin.minMargin", Percent), new("guards.thinMargin.cap", PolicyFieldKind.Tier),
            new("guards.belowZero.on", Switch, "Flag.BelowZero"), new("guards.belowZero.cap", PolicyFieldKind.Tier),
            new("guards.provisional.on", Switch, "Provisional"), new("guards.provisional.days", Whole, Unit: Days),
            new("guards.provisional.cap", PolicyFieldKind.Tier),
        ]),
        new("Measures",
        [
            new("windowDays", Whole, Unit: Days), new("exposureFloorDays", Whole, Unit: Days), new("rhythmFloorDays", Whole, Unit: Days),
            new("costOfCapital", Percent, "CarryingCost", "year"), new("defaultMargin", Percent, "CostOfGoods"),
        ]),
        new("Flags",
        [
            new("flags.atRiskOverdue", Term: "Flag.AtRisk", Unit: Times), new("flags.atRiskScore", Unit: Of100),
            new("flags.dormantOverdue", Term: "Flag.Dormant", Unit: Times), new("flags.lostOverdue", Term: "Flag.Lost", Unit: Times),
            new("flags.latePayerShare", Percent, "Flag.LatePayer"),
            new("loyalScore", Unit: Of100), new("loyalOccasions", Whole, Unit: PurchaseDays),
        ]),
        new("Scales", [Computed("purchaseValueScale", Scale), Computed("profitScale", Scale)]),
    ];

    public static IReadOnlyList<PolicyField> All { get; } = [.. Groups.SelectMany(g => g.Fields)];

    private static readonly Dictionary<string, PolicyField> ByPath = All.ToDictionary(f => f.Path);

    private static readonly Dictionary<string, PolicyField> ByName = All.ToDictionary(f => f.Name);

    public static PolicyField At(string path) => ByPath[path];

    public static PolicyField Named(string name) => ByName[name];

    private static PolicyField Weight(string path, string term) => new(path, Term: term) { IsWeight = true };

    private static PolicyField[] Part(string part, string term) =>
        [Weight("loyaltyWeights." + part, term), new("missing." + part, Missing)];

    private static PolicyField Computed(string path, PolicyFieldKind kind, string? unit = null) => new(path, kind, Unit: unit) { IsComputed = true };
}
