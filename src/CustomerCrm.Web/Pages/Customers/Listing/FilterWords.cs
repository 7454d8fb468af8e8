using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Listing;

/// <summary>A filter in words, with the list it would be without it.</summary>
public sealed record Chip(string Label, CustomerFilter Without);

/// <summary>A press that narrows the list, or widens it again.</summary>
public sealed record QuickFilter(string Label, CustomerFilter Filter, bool IsOn, Tier? Tier = null);

/// <summary>Filters in the reader's words.</summary>
public sealed class FilterWords(IStringLocalizer<ListTexts> text, IStringLocalizer<Glossary> glossary, Formats format)
{
    private static readonly CustomerFlags[] QuickFlags =
        [CustomerFlags.AtRisk, CustomerFlags.BelowZero, CustomerFlags.ThinMargin, CustomerFlags.LatePayer];

    /// <summary>What the filter names, one chip for each that can be taken away by itself.</summary>
    public IEnumerable<Chip> Chosen(CustomerFilter filter, FilterOptions options)
    {
        if (filter.Text is { } typed)
        {
            yield return new(text["List.Chip.Text", typed], filter with { Text = null });
        }

        foreach (var tier in filter.Tiers)
        {
            yield return new(glossary["Tier." + tier], filter with { Tiers = [.. filter.Tiers.Where(t => t != tier)] });
        }

        foreach (var flag in Flags.In(filter.Flags))
        {
            yield return new(glossary["Flag." + flag], filter with { Flags = filter.Flags & ~flag });
        }

        foreach (var lifecycle in filter.Lifecycles)
        {
            yield return new(glossary["Lifecycle." + lifecycle], filter with { Lifecycles = [.. filter.Lifecycles.Where(l => l != lifecycle)] });
        }

        foreach (var guard in Guards(filter.Guards))
        {
            yield return new(text["List.Chip.Guard", Terms.WordOf(glossary, Terms.NameOf(guard))], filter with { Guards = filter.Guards & ~guard });
        }

        if (filter.SilverReason is { } silver)
        {
            yield return new(text["List.Chip.Silver", text["List.Silver." + silver]], filter with { SilverReason = null });
        }

        if (filter.Cell is { } choice)
        {
            var label = choice.Cell is { } cell
                ? text["List.Chip.Cell", text["List.Order." + cell.Order], text["List.Cycle." + cell.Cycle]]
                : text["List.Chip.NoCell"];
            yield return new(label, filter with { Cell = null });
        }

        foreach (var chip in About(filter, options))
        {
            yield return chip;
        }
    }

    /// <summary>The tiers, what to look at, and one's own: each narrows the list by itself, a second press takes it back.</summary>
    public IEnumerable<QuickFilter> Quick(CustomerFilter filter)
    {
        foreach (var tier in PortfolioFigures.Tiers)
        {
            var on = filter.Tiers is [var only] && only == tier;
            yield return new(glossary["Tier." + tier], filter with { Tiers = on ? [] : [tier] }, on, tier);
        }

        foreach (var flag in QuickFlags)
        {
            yield return new(glossary["Flag." + flag], filter with { Flags = filter.Flags ^ flag }, filter.Flags.HasFlag(flag));
        }

        var mine = filter.Owner is { IsMe: true };
        yield return new(text["List.Mine"], filter with { Owner = mine ? null : Choice.Me }, mine);
    }

    public static IEnumerable<Guard> Guards(Guard guards) =>
        Enum.GetValues<Guard>().Where(guard => guard != Guard.None && guards.HasFlag(guard));

    private IEnumerable<Chip> About(CustomerFilter filter, FilterOptions options)
    {
        if (filter.Owner is { } owner)
        {
            var name = owner.IsMe ? text["List.Me"] : owner.Id is { } id ? options.NameOf(OptionKind.Owner, id) : text["List.Nobody"].Value;
            yield return new(text["List.Chip.Owner", name], filter with { Owner = null });
        }

        if (filter.Team is { } team)
        {
            yield return new(text["List.Chip.Team", Name(OptionKind.Team, team)], filter with { Team = null });
        }

        if (filter.Region is { } region)
        {
            yield return new(text["List.Chip.Region", Name(OptionKind.Region, region)], filter with { Region = null });
        }

        if (filter.Source is { } source)
        {
            yield return new(text["List.Chip.Source", Name(OptionKind.Source, source)], filter with { Source = null });
        }

        if (filter.TagId is { } tag)
        {
            yield return new(text["List.Chip.Tag", options.NameOf(OptionKind.Tag, tag)], filter with { TagId = null });
        }

        if (filter.Archived)
        {
            yield return new(text["List.Chip.Archived"], filter with { Archived = false });
        }

        if (filter.OneOff)
        {
            yield return new(text["List.Chip.OneOff"], filter with { OneOff = false });
        }

        if (filter.Move is { } move)
        {
            yield return new(OfMove(move), filter with { Move = null });
        }

        string Name(OptionKind kind, Choice choice) => choice.Id is { } id ? options.NameOf(kind, id) : text["List.NoneOf"];
    }

    private string OfMove(TierMove move)
    {
        var since = move.Until is { } until ? text["List.Chip.Span", format.Date(move.Since), format.Date(until)] : format.Date(move.Since);
        if (move.From is null && move.To is null)
        {
            return text[$"List.Chip.Move.{move.Kind}{(move.Until is null ? "" : ".Span")}", since];
        }

        return text[
            move.Until is null ? "List.Chip.Move.FromTo" : "List.Chip.Move.FromTo.Span", TierName(move.From), TierName(move.To),
            move.Kind == MoveKind.Any ? since : $"{since} ({text["List.Move." + move.Kind]})"];
    }

    private string TierName(Tier? tier) => tier is { } known ? glossary["Tier." + known] : text["List.Any"];
}
