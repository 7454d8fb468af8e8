using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Demo;

/// <summary>Who to look up in the sample firm; samples/online-retail/README.md tells their stories.</summary>
public enum DemoCharacter
{
    BigAccount,
    LoyalShop,
    GroupBuyer,
    LatePayer,
    SleepingPlatinum,
}

/// <summary>A character with his customer.</summary>
public sealed record DemoStory(DemoCharacter Character, long CustomerId, string Name, string? LocalName);

/// <summary>The customers of the sample firm who show what the product is for.</summary>
public static class DemoCharacters
{
    private static readonly Dictionary<string, DemoCharacter> Keys = new()
    {
        ["C18102"] = DemoCharacter.BigAccount,
        ["C13468"] = DemoCharacter.LoyalShop,
        ["C15749"] = DemoCharacter.GroupBuyer,
        ["C17511"] = DemoCharacter.LatePayer,
        ["C16180"] = DemoCharacter.SleepingPlatinum,
    };

    /// <summary>Those the reader may see, in the order to tell them; none where this is not the sample firm.</summary>
    public static async Task<IReadOnlyList<DemoStory>> OfAsync(CrmDbContext db, CancellationToken cancellation)
    {
        var keys = Keys.Keys.ToList();
        var found = await db.Customers.AsNoTracking()
            .Where(c => keys.Contains(c.CustomerKey) && db.Firms.Any(f => f.DemoLoadedAt != null))
            .Select(c => new { c.CustomerKey, c.Id, c.Name, c.LocalName })
            .ToListAsync(cancellation);
        return [.. found
            .Select(c => new DemoStory(Keys[c.CustomerKey], c.Id, c.Name, c.LocalName))
            .OrderBy(story => story.Character)];
    }
}
