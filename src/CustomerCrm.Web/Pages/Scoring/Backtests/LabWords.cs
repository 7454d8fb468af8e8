using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring.Backtests;

/// <summary>The figures of the lab in words for who knows no statistics.</summary>
public sealed class LabWords(IStringLocalizer<LabTexts> text, Formats format)
{
    public string Figure(double? value) => format.Number((decimal?)value, 2);

    public string Times(double? lift) => lift is null ? Formats.None : text["Times", format.Number((decimal?)lift, 1)];

    public string Share(double? ratio) => format.Percent((decimal?)ratio, 0);

    public string Weights(Weights weights) =>
        string.Join(" / ", new[] { weights.PurchaseValue, weights.Profit, weights.Loyalty }.Select(w => format.Number(w, w == decimal.Truncate(w) ? 0 : 2)));

    /// <summary>How strong a rank correlation is, in a word.</summary>
    public string Strength(double? correlation) => text["Strength." + correlation switch
    {
        null => "None",
        >= 0.7 => "Strong",
        >= 0.4 => "Clear",
        >= 0.2 => "Weak",
        > -0.2 => "Hardly",
        _ => "Against",
    }];

    /// <summary>Whether a difference is one, or may be chance.</summary>
    public string Gain(RankGain? gain, string better, string worse) => gain switch
    {
        null => text["Gain.None"],
        { Difference: 0, StandardError: 0 } => text["Gain.Same"],
        { IsBetter: true } g => text["Gain.Sure", better, Amount(g.Difference), Amount(g.Low), Amount(g.High)],
        { IsWorse: true } g => text["Gain.Sure", worse, Amount(-g.Difference), Amount(-g.High), Amount(-g.Low)],
        { } g => text["Gain.Chance", Difference(g.Difference), Difference(g.Low), Difference(g.High)],
    };

    /// <summary>With a sign, to three places: these differences are small.</summary>
    private string Difference(double difference) => (difference > 0 ? "+" : "") + Amount(difference);

    private string Amount(double difference) => format.Number((decimal)difference, 3);
}
