using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>A guard as the card checks it off: what it asks, what it found, and what came of it.</summary>
/// <param name="Term">As the glossary calls it.</param>
public sealed record GuardCheck(Guard Guard, string Term, string Asks, string Here, string Result, bool Lowered);

/// <summary>The guards in the reader's words, with their thresholds.</summary>
public sealed class GuardWords(IStringLocalizer<CustomerTexts> text, IStringLocalizer<Glossary> glossary, Formats format)
{
    /// <summary>Why a guard that fired did, as whole sentences.</summary>
    public string OfFired(GuardLine line, ScoreExplanation explanation)
    {
        var (metrics, guards) = (explanation.Metrics, explanation.Policy.Guards);
        return line.Guard switch
        {
            Guard.GroupBuy => string.Join(Gap, OfGroupBuy(line, metrics, explanation.Policy)),
            Guard.ThinMargin => text[
                "Guard.ThinMargin", format.Percent(metrics.ProfitMargin), format.Percent(guards.ThinMargin.MinMargin), Tier(line.Cap)],
            Guard.BelowZero => text["Guard.BelowZero", format.Money(-metrics.Profit.Amount)],
            Guard.Provisional => text["Guard.Provisional", format.Date(metrics.FirstPurchaseOn), guards.Provisional.Days, Tier(line.Cap)],
            _ => "",
        };
    }

    /// <summary>All four in the order in which they run, whether or not they fired.</summary>
    public IEnumerable<GuardCheck> Checks(ScoreExplanation explanation)
    {
        var (metrics, guards) = (explanation.Metrics, explanation.Policy.Guards);
        foreach (var guard in GuardRules.InOrder)
        {
            var (on, asks, here) = guard switch
            {
                Guard.GroupBuy => (
                    guards.GroupBuy.On,
                    text["GuardAsks.GroupBuy", guards.GroupBuy.MinOccasions, format.Percent(guards.GroupBuy.MaxShare, 0)].Value,
                    metrics.Occasions == 0
                        ? text["GuardHere.NoPurchase"].Value
                        : text["GuardHere.GroupBuy", metrics.Occasions, format.Money(metrics.LargestDaySales.Amount), format.Money(metrics.NetRevenue.Amount)].Value),
                Guard.ThinMargin => (
                    guards.ThinMargin.On,
                    text["GuardAsks.ThinMargin", format.Number(guards.ThinMargin.MinScore, 0), format.Percent(guards.ThinMargin.MinMargin)].Value,
                    text["GuardHere.ThinMargin", format.Score(explanation.Score.PurchaseValueScore.Value), format.Percent(metrics.ProfitMargin)].Value),
                Guard.BelowZero => (
                    guards.BelowZero.On,
                    text["GuardAsks.BelowZero", guards.Provisional.Days].Value,
                    text[metrics.Profit.Amount < 0 ? "GuardHere.Loss" : "GuardHere.Profit", format.Money(Math.Abs(metrics.Profit.Amount))].Value),
                _ => (
                    guards.Provisional.On,
                    text["GuardAsks.Provisional", guards.Provisional.Days].Value,
                    metrics.FirstPurchaseOn is { } first ? text["GuardHere.Provisional", format.Date(first)].Value : text["Fact.NeverBought"].Value),
            };
            var fired = explanation.Guards.FirstOrDefault(line => line.Guard == guard);
            var result = !on ? text["GuardResult.Off"].Value
                : fired is null ? text["GuardResult.NotMet"].Value
                : fired.Changed ? text["GuardResult.Lowered", Tier(fired.Cap)].Value : text["GuardResult.NoEffect"].Value;
            yield return new GuardCheck(guard, Terms.NameOf(guard), asks, here, result, fired?.Changed == true);
        }
    }

    /// <summary>Between sentences: Chinese ones need none.</summary>
    public static string Gap => Languages.Current == Languages.Chinese ? "" : " ";

    /// <summary>Whichever of its two conditions hold.</summary>
    private IEnumerable<string> OfGroupBuy(GuardLine line, CustomerMetrics metrics, ScoringPolicy policy)
    {
        var facts = GuardFacts.Of(metrics);
        if (GuardRules.TooFewOccasions(facts, policy))
        {
            yield return text["Guard.GroupBuy.Occasions", metrics.Occasions, policy.Guards.GroupBuy.MinOccasions, Tier(line.Cap)];
        }

        if (GuardRules.OneDateTooLarge(facts, policy))
        {
            yield return text[
                "Guard.GroupBuy.Share", format.Money(metrics.LargestDaySales.Amount), format.Money(metrics.NetRevenue.Amount),
                format.Percent(policy.Guards.GroupBuy.MaxShare, 0)];
        }
    }

    private string Tier(Tier tier) => glossary["Tier." + tier];
}
