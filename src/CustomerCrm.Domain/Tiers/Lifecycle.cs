namespace CustomerCrm.Domain.Tiers;

/// <summary>Where the customer stands in his life with the firm; the first that holds, see <see cref="LifecycleRule"/>.</summary>
public enum Lifecycle
{
    Lead = 0,
    Prospect = 1,
    FirstTime = 2,
    Repeat = 3,
    Loyal = 4,
    Dormant = 5,
    Lost = 6,
}
