using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>An explanation in the reader's words: a sentence a rep can say to the customer. It decides nothing.</summary>
public sealed class Reasons(IStringLocalizer<CustomerTexts> text, IStringLocalizer<Glossary> glossary, Formats format, GuardWords guards)
{
    /// <summary>Why the shown tier is what it is: pin, grace, the guards that lowered it, else the method.</summary>
    public IEnumerable<string> OfTier(ScoreExplanation explanation, PinnedTier? pin)
    {
        var score = explanation.Score;
        if (pin is not null)
        {
            yield return OfPin(pin, score);
        }

        if (OfGrace(explanation, pin) is { } grace)
        {
            yield return grace;
        }

        if (OfHysteresis(explanation) is { } hysteresis)
        {
            yield return hysteresis;
        }

        var lowered = OfCaps(explanation).ToList();
        foreach (var cap in lowered)
        {
            yield return cap;
        }

        if (lowered.Count == 0 && explanation.Guards.Any(g => g.Guard == Guard.Provisional))
        {
            yield return text[
                "Reason.Provisional",
                format.Date(explanation.Metrics.FirstPurchaseOn?.AddDays(explanation.Policy.Guards.Provisional.Days))];
        }

        yield return OfMethod(explanation);
    }

    /// <summary>The guards that lowered the tier.</summary>
    public IEnumerable<string> OfCaps(ScoreExplanation explanation) => explanation.Guards.Where(g => g.Changed)
        .Select(guard => text["Reason.Capped", Tier(guard.Cap), guards.OfFired(guard, explanation)].Value);

    public string OfPin(PinnedTier pin, CustomerScore score) => text[
        "Reason.Pin", Tier(pin.Tier), pin.PinnedBy, format.Date(pin.UntilOn), pin.Reason.TrimEnd('.', '。'), Tier(score.ComputedTier)];

    /// <summary>A fall that waits: when it comes, and since when it does; null where none waits.</summary>
    public string? OfGrace(ScoreExplanation explanation, PinnedTier? pin) => explanation is { FallsOn: { } on, Score: { FirstFallOn: { } since } score }
        ? text[pin is null ? "Reason.Grace" : "Reason.GraceUnderPin", Tier(score.ComputedTier), format.Date(on), format.Date(since)].Value
        : null;

    /// <summary>What the cutoffs alone would say where hysteresis says otherwise; null where they agree.</summary>
    public string? OfHysteresis(ScoreExplanation explanation) => explanation is { Hysteresis: { } line, Score.Composite: { } composite }
        ? text[
            line.Kept > line.ByCutoffs ? "Reason.Kept" : "Reason.NotYet", Tier(line.ByCutoffs), Tier(line.Kept), format.Score(composite.Value),
            format.Score(line.Points), format.Score(line.Cutoff), format.Date(line.Against), format.Score(line.Cutoff + line.Points)].Value
        : null;

    /// <summary>The cutoffs on either side, or the cell of the matrix.</summary>
    public IEnumerable<string> OfPlace(ScoreExplanation explanation)
    {
        if (explanation.Above is { } above)
        {
            yield return text["Place.Above", format.Score(above.Missing), Tier(above.Tier), format.Score(above.Boundary)]
                + Hysteresis(above);
        }

        if (explanation.Below is { } below)
        {
            yield return text["Place.Below", format.Score(below.Missing), Tier(below.Tier), format.Score(below.Boundary)]
                + Hysteresis(below);
        }
    }

    /// <summary>What would earn the next tier, or what prevents it; null at the top and for who never bought.</summary>
    public string? OfNextTier(ScoreExplanation explanation)
    {
        if (explanation.NextTier is not { } next)
        {
            return null;
        }

        if (next.Orders is { } orders)
        {
            return text[
                orders == 1 ? "Next.Order" : "Next.Orders",
                orders, format.Money(explanation.Metrics.AverageOrder?.Amount), Tier(next.Tier)];
        }

        return next.Obstacle switch
        {
            NextTierObstacle.Guard when next.Guard == Guard.ThinMargin => OfMarginToEarn(explanation),
            NextTierObstacle.Guard => text[
                "Next.Guard", Tier(next.Tier),
                guards.OfFired(new GuardLine(next.Guard, GuardRules.CapOf(next.Guard, explanation.Policy), true), explanation)],
            _ => text["Next." + next.Obstacle, Tier(next.Tier), NextTier.MostOrders],
        };
    }

    /// <summary>Guards that fired without changing anything.</summary>
    public IReadOnlyList<string> AlsoChecked(ScoreExplanation explanation) =>
        [.. explanation.Guards.Where(g => !g.Changed).Select(g => guards.OfFired(g, explanation))];

    public string OfFlag(CustomerFlags flag, ScoreExplanation explanation)
    {
        var metrics = explanation.Metrics;
        return flag switch
        {
            CustomerFlags.AtRisk or CustomerFlags.Dormant or CustomerFlags.Lost => text[
                flag == CustomerFlags.AtRisk ? "FlagWhy.AtRisk" : "FlagWhy.Silent", metrics.DaysSinceLastPurchase!, format.Number(metrics.Rhythm, 0), format.Number(metrics.Overdue, 1)],
            CustomerFlags.BelowZero => text["FlagWhy.BelowZero", format.Money(-metrics.Profit.Amount)],
            CustomerFlags.ThinMargin => text[metrics.ProfitMargin < 0 ? "FlagWhy.NegativeMargin" : "FlagWhy.ThinMargin", format.Percent(metrics.ProfitMargin)],
            CustomerFlags.LatePayer => text["FlagWhy.LatePayer", format.Money(metrics.CarryingCost.Amount)],
            _ => "",
        };
    }

    /// <summary>The raw fact of a loyalty part with its unit, or what was done for want of it.</summary>
    public string OfLoyaltyFact(LoyaltyLine line, ScoreExplanation explanation)
    {
        if (line.Rule is { } rule)
        {
            return text["Missing." + rule];
        }

        var metrics = explanation.Metrics;
        return line.Part switch
        {
            LoyaltyPart.Tenure => text["Fact.Years", format.Number(metrics.Tenure, 1)],
            LoyaltyPart.Recency => OfRhythm(metrics),
            LoyaltyPart.Regularity => format.Number(metrics.Regularity, 2),
            LoyaltyPart.ShareOfWallet => text["Fact.OfSpend", format.Percent(metrics.ShareOfWallet, 0), format.MoneyWhole(metrics.EstimatedAnnualSpend?.Amount)],
            LoyaltyPart.Satisfaction => text["Fact.OfHundred", format.Number(metrics.SatisfactionSum / metrics.SatisfactionCount, 0)],
            LoyaltyPart.Referrals => text["Fact.Referred", metrics.Referrals],
        };
    }

    /// <summary>How long ago the last purchase was, against the usual gap.</summary>
    public string OfRhythm(CustomerMetrics metrics) => metrics.Overdue is null
        ? text["Fact.NeverBought"]
        : text["Unit.OverdueOfRhythm", format.Number(metrics.Overdue, 2), format.Number(metrics.Rhythm, 0), Ago(metrics.DaysSinceLastPurchase!.Value)];

    /// <summary>What a fact that is not known could do.</summary>
    public string OfMissing(MissingFact missing) => missing.AtWorst == missing.AtBest
        ? text["Explain.MissingFactOne", glossary["Term." + missing.Part], Tier(missing.AtBest)]
        : text["Explain.MissingFact", glossary["Term." + missing.Part], Tier(missing.AtWorst), Tier(missing.AtBest)];

    private string Ago(int days) => days switch
    {
        0 => text["Ago.Today"],
        1 => text["Ago.Yesterday"],
        _ => text["Ago.Days", days],
    };

    /// <summary>What the margin lacks, in money of the window.</summary>
    private string OfMarginToEarn(ScoreExplanation explanation)
    {
        var (metrics, needed) = (explanation.Metrics, explanation.Policy.Guards.ThinMargin.MinMargin);
        var lacking = (metrics.NetRevenue.Amount * needed) - metrics.BookedProfit.Amount;
        return text["Next.ThinMargin", format.Percent(metrics.ProfitMargin), format.Percent(needed), format.Money(lacking)];
    }

    private string OfMethod(ScoreExplanation explanation)
    {
        var score = explanation.Score;
        if (score.Composite is not { } composite)
        {
            return text["Reason.NeverBought"];
        }

        if (explanation.Policy.Method == TierMethod.WeightedScore)
        {
            return explanation.Below is { } below
                ? text["Reason.Score", Tier(below.Tier), format.Score(composite.Value), format.Score(below.Boundary)]
                : text["Reason.UnderAll", Tier(score.MethodTier), format.Score(composite.Value)];
        }

        return explanation.Cell is { } cell
            ? text["Reason.Cell", Tier(cell.Tier), text["Order." + cell.Order], text["Cycle." + cell.Cycle]]
                + (score.SilverReason is { } silver ? GuardWords.Gap + text["Silver." + silver] : "")
            : text["Reason.NoCell", Tier(score.MethodTier)];
    }

    private string Hysteresis(BoundaryLine line) =>
        line.Boundary == line.Cutoff ? "" : GuardWords.Gap + text["Place.Hysteresis", format.Score(line.Cutoff)];

    private string Tier(Tier tier) => glossary["Tier." + tier];
}
