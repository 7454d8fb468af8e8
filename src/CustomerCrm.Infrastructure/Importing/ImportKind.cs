namespace CustomerCrm.Infrastructure.Importing;

/// <summary>The files that come in.</summary>
public enum ImportKind
{
    Customers,
    Orders,
    OrderLines,
    Costs,
    Activities,
    Surveys,
}

/// <summary>The kinds by the names the command line and the files use.</summary>
public static class ImportKinds
{
    private static readonly Dictionary<string, ImportKind> ByName = Enum.GetValues<ImportKind>().ToDictionary(NameOf);

    public static IEnumerable<string> Names => ByName.Keys;

    public static ImportKind? Find(string name) => ByName.TryGetValue(name, out var kind) ? kind : null;

    public static string NameOf(ImportKind kind) => kind switch
    {
        ImportKind.Customers => "customers",
        ImportKind.Orders => "orders",
        ImportKind.OrderLines => "order-lines",
        ImportKind.Costs => "costs",
        ImportKind.Activities => "activities",
        ImportKind.Surveys => "surveys",
    };
}
