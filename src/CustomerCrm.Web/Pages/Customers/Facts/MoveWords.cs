using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Customers.Card;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>What a write did to tier and score, as a sentence.</summary>
public sealed class MoveWords(IStringLocalizer<FactTexts> text, IStringLocalizer<Glossary> glossary, Formats format)
{
    private static readonly Guard[] Guards = [Guard.GroupBuy, Guard.ThinMargin, Guard.BelowZero, Guard.Provisional];

    public string Of(ScoreMove? move)
    {
        if (move?.After is not { } after)
        {
            return text["Move.NotScored"];
        }

        var before = move.Before;
        List<string> sentences = [text["Move.Sentence", Tier(before, after) + Score(before, after)]];
        if (before is not null)
        {
            AddGuards(sentences, "Move.GuardsCame", after.Guards & ~before.Guards);
            AddGuards(sentences, "Move.GuardsWent", before.Guards & ~after.Guards);
        }

        if (after.Computed != after.Tier)
        {
            sentences.Add(text["Move.Computed", Name(after.Computed)]);
        }

        return string.Join(GuardWords.Gap, sentences);
    }

    private string Tier(CustomerScorePoint? before, CustomerScorePoint after) =>
        before is null ? text["Move.First", Name(after.Tier)]
        : before.Tier == after.Tier ? text["Move.Stays", Name(after.Tier)]
        : text["Move.Changes", Name(before.Tier), Name(after.Tier)];

    private string Score(CustomerScorePoint? before, CustomerScorePoint after) => (before?.Composite, after.Composite) switch
    {
        (null, null) => "",
        var (was, now) when was == now => text["Move.SameScore", Points(now)],
        (null, var now) => text["Move.NewScore", Points(now)],
        var (was, now) => text["Move.Score", Points(was), Points(now)],
    };

    private void AddGuards(List<string> sentences, string key, Guard some)
    {
        var names = Guards.Where(guard => some.HasFlag(guard)).Select(guard => GuardName(guard)).ToList();
        if (names.Count > 0)
        {
            sentences.Add(text[key, string.Join(text["Move.And"], names)]);
        }
    }

    private string GuardName(Guard guard) =>
        glossary[guard is Guard.ThinMargin or Guard.BelowZero ? "Flag." + guard : "Term." + guard];

    private string Name(Tier tier) => glossary["Tier." + tier];

    private string Points(int? hundredths) => format.Score(hundredths / 100m);
}
