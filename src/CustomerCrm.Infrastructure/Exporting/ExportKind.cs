namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>The files that go out.</summary>
public enum ExportKind
{
    Scores,
    Customers,
    Orders,
    OrderLines,
    Costs,
    Activities,
    Surveys,
    TierChanges,
}

/// <summary>The kinds by the names the command line and the files use; what also comes in has the name it comes in by.</summary>
public static class ExportKinds
{
    private static readonly Dictionary<string, ExportKind> ByName = Enum.GetValues<ExportKind>().ToDictionary(NameOf);

    public static IEnumerable<string> Names => ByName.Keys;

    public static ExportKind? Find(string name) => ByName.TryGetValue(name, out var kind) ? kind : null;

    /// <summary>What runs made has a date; facts have no run.</summary>
    public static bool IsOfRuns(ExportKind kind) => kind is ExportKind.Scores or ExportKind.TierChanges;

    public static string NameOf(ExportKind kind) => kind switch
    {
        ExportKind.Scores => "scores",
        ExportKind.Customers => "customers",
        ExportKind.Orders => "orders",
        ExportKind.OrderLines => "order-lines",
        ExportKind.Costs => "costs",
        ExportKind.Activities => "activities",
        ExportKind.Surveys => "surveys",
        ExportKind.TierChanges => "tier-changes",
    };
}
