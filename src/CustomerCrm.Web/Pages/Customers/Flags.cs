using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>The flags of a set one by one, in the order of the model.</summary>
public static class Flags
{
    public static IEnumerable<CustomerFlags> In(CustomerFlags flags) =>
        Enum.GetValues<CustomerFlags>().Where(flag => flag != CustomerFlags.None && flags.HasFlag(flag));
}
