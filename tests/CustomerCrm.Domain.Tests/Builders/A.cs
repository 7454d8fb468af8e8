namespace CustomerCrm.Domain.Tests.Builders;

/// <summary>Where a story of facts begins: <c>A.Customer().Bought("2026-01-05", 100m)</c>.</summary>
internal static class A
{
    public static CustomerBuilder Customer() => new();

    /// <summary>A customer with one sale of 100 on each of the dates.</summary>
    public static CustomerBuilder CustomerBuying(params string[] dates)
    {
        var customer = new CustomerBuilder();
        foreach (var date in dates)
        {
            customer.Bought(date, 100m);
        }

        return customer;
    }

    /// <summary>A customer with one sale of 100 on each date, told in days before <see cref="Dates.Today"/>.</summary>
    public static CustomerBuilder CustomerBuying(params int[] daysAgo) =>
        CustomerBuying([.. daysAgo.Select(ago => Iso(DaysAgo(ago)))]);
}
