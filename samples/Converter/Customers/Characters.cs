using CustomerCrm.SampleConverter.Naming;

namespace CustomerCrm.SampleConverter.Customers;

/// <summary>The names to remember; the README of the sample tells each story.</summary>
internal static class Characters
{
    public static IEnumerable<CustomerName> All => Enum.GetValues<Role>().Where(r => r != Role.Extra).Select(Of);

    public static CustomerName Of(Role role) => role switch
    {
        Role.GroupBuyer => new("Grand Jubilee Parties Ltd", "金禧团购庆典有限公司", "Parties and events"),
        Role.BigAccount => new("Colossus Department Stores Ltd", "巨像百货有限公司", "Wholesale"),
        Role.LatePayer => new("Tarry & Slowcombe Ltd", "慢川贸易有限公司", "Gift retail"),
        Role.LoyalShop => new("Robin's Corner Shop", "知更鸟街角小店", "Gift retail"),
        Role.SleepingPlatinum => new("Dormouse Interiors Ltd", "睡鼠家居有限公司", "Homeware"),
        Role.Extra => throw new ArgumentOutOfRangeException(nameof(role), role, "An extra has no name of his own."),
    };
}
