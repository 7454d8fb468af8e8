using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>A figure at a change of tier and now.</summary>
/// <param name="Term">As the glossary calls it.</param>
public sealed record MovedFigure(string Term, string Then, string Now);

/// <summary>Changes of tier in the reader's words.</summary>
public sealed class TierWords(IStringLocalizer<CustomerTexts> text, IStringLocalizer<Glossary> glossary, Formats format)
{
    /// <summary>Why, as a sentence a rep can say.</summary>
    public string OfReason(ChangeOfTier change) => change.Reason switch
    {
        TierChangeReason.Pin => change.ToTier == change.ToComputed
            ? text["Change.PinEnded"]
            : text["Change.Pin", Tier(change.ToTier)],
        TierChangeReason.Rules or TierChangeReason.Both => text["Change." + change.Reason, change.PolicyVersion],
        _ => text["Change." + change.Reason],
    };

    /// <summary>The figures kept with the change that are others today.</summary>
    public IEnumerable<MovedFigure> Moved(CustomerMetrics then, CustomerMetrics now)
    {
        MovedFigure[] figures =
        [
            new("PurchaseValue", AYear(then.PurchaseValue.Amount), AYear(now.PurchaseValue.Amount)),
            new("Profit", AYear(then.Profit.Amount), AYear(now.Profit.Amount)),
            new("ProfitMargin", format.Percent(then.ProfitMargin), format.Percent(now.ProfitMargin)),
            new("LastPurchase", format.Date(then.LastPurchaseOn), format.Date(now.LastPurchaseOn)),
        ];
        return figures.Where(figure => figure.Then != figure.Now);
    }

    /// <summary>Money at a year's rate: a loss is called one, and nothing is nothing.</summary>
    public string AYear(decimal amount, bool whole = true)
    {
        var figure = whole ? format.MoneyWhole(Math.Abs(amount)) : format.Money(Math.Abs(amount));
        return amount == 0 ? text["Unit.NothingAYear"] : text[amount < 0 ? "Unit.LossAYear" : "Unit.AYear", figure];
    }

    private string Tier(Tier tier) => glossary["Tier." + tier];
}
