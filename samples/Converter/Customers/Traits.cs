using CustomerCrm.SampleConverter.Drawing;
using CustomerCrm.SampleConverter.Source;

namespace CustomerCrm.SampleConverter.Customers;

/// <summary>How a customer behaves where the data is silent; drawn once, orders, costs and surveys follow it.</summary>
internal sealed record Traits
{
    public required bool IsPerson { get; init; }

    /// <summary>Share of the price before discount that is left after the goods.</summary>
    public required decimal ListMargin { get; init; }

    public required decimal DiscountChance { get; init; }

    /// <summary>Whole percents, lowest and highest.</summary>
    public required (int Low, int High) DiscountPercent { get; init; }

    public required int TermDays { get; init; }

    /// <summary>Days after the due date that a habitual late payer pays; 0 for the rest, who pay about when due.</summary>
    public required int DaysLate { get; init; }

    /// <summary>Share of the gross profit that service without an order behind it eats; 0 for most.</summary>
    public required decimal ServiceAppetite { get; init; }

    /// <summary>What satisfaction answers scatter around, 0 to 100.</summary>
    public required decimal Mood { get; init; }

    public static Traits Of(CustomerHistory history, Role role)
    {
        var draw = Draw.For(history.Key, "traits");
        // Every seventh or so is a person: people with a member card, who pay at once and buy for their own house.
        var isPerson = draw.Chance(0.18m) && history.Revenue < 2000 && role == Role.Extra;
        var heavyDiscounts = draw.Chance(0.05m);
        var traits = new Traits
        {
            IsPerson = isPerson,
            // Around 40 % before discounts, so that about 38 % are left of the real, net prices.
            ListMargin = Math.Clamp(0.40m + 0.08m * draw.Bell(), 0.15m, 0.62m),
            DiscountChance = isPerson ? 0.05m : heavyDiscounts ? 0.95m : draw.Between(0.05m, 0.6m),
            DiscountPercent = heavyDiscounts ? (18, 32) : (2, 14),
            TermDays = isPerson ? 0 : draw.Pick([30, 30, 30, 30, 30, 30, 30, 30, 14, 60]),
            DaysLate = draw.Chance(0.08m) ? draw.Between(40, 110) : 0,
            ServiceAppetite = draw.Chance(history.Revenue >= 3000 ? 0.2m : 0.06m) ? draw.Between(0.6m, 1.8m) : 0,
            Mood = Math.Clamp(74 + 14 * draw.Bell(), 10, 98),
        };
        return Cast(traits, role);
    }

    private static Traits Cast(Traits drawn, Role role)
    {
        var ordinary = drawn with { TermDays = 30, DaysLate = 0, ServiceAppetite = 0, DiscountPercent = (2, 8) };
        return role switch
        {
            Role.GroupBuyer => ordinary with { ListMargin = 0.41m, DiscountChance = 1, DiscountPercent = (8, 12) },
            // The prices it was given leave a fifth; service, rebate and late payment take the rest.
            Role.BigAccount => ordinary with
            {
                ListMargin = 0.36m,
                DiscountChance = 1,
                DiscountPercent = (18, 24),
                DaysLate = 75,
                ServiceAppetite = 0.55m,
                Mood = 90,
            },
            Role.LatePayer => ordinary with { ListMargin = 0.39m, DaysLate = 95, Mood = 78 },
            Role.LoyalShop => ordinary with { ListMargin = 0.45m, DiscountChance = 0, Mood = 94 },
            Role.SleepingPlatinum => ordinary with { ListMargin = 0.44m, Mood = 72 },
            _ => drawn,
        };
    }
}
