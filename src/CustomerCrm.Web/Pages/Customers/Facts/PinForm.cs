using System.Globalization;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>A manager's override of the shown tier.</summary>
public sealed class PinForm
{
    public static readonly IReadOnlyList<Tier> Tiers = [Domain.Tiers.Tier.Platinum, Domain.Tiers.Tier.Gold, Domain.Tiers.Tier.Silver, Domain.Tiers.Tier.Develop, Domain.Tiers.Tier.Adjust];

    public string? Tier { get; set; }

    public string? Until { get; set; }

    public string? Reason { get; set; }

    /// <summary>The pin that held when the form was shown, with its last day.</summary>
    public string? Seen { get; set; }

    /// <summary>Unrated, which cannot be pinned, where none was chosen.</summary>
    internal Tier TierOrNone => Tiers.FirstOrDefault(tier => tier.ToString() == Tier);

    internal static string NameOf(PinnedTier? pin) =>
        pin is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"{pin.Id}.{pin.UntilOn:yyyyMMdd}");
}

internal sealed class PinFormRules : AbstractValidator<PinForm>
{
    public PinFormRules(IStringLocalizer<Shell> text, IStringLocalizer<CustomerTexts> names)
    {
        RuleFor(f => f.Until).IsThere(text, () => names["Fact.Until"]);
        RuleFor(f => f.Until).IsDate(text, () => names["Fact.Until"]);
        RuleFor(f => f.Reason).IsThere(text, () => names["Fact.Reason"]);
        RuleFor(f => f.Reason).IsText(text, () => names["Fact.Reason"], PinnedTier.ReasonLength);
    }
}
