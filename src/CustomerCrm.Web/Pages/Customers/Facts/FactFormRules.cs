using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>The shape of a field: a number, a date, a line of text that can be kept.</summary>
internal static class FactFormRules
{
    public static void IsNumber<T>(this IRuleBuilder<T, string?> rule, IStringLocalizer<Shell> text, Func<string> label) =>
        rule.Must(FactInput.IsNumber).WithMessage(_ => text["Field.NoNumber", label()]);

    public static void IsDate<T>(this IRuleBuilder<T, string?> rule, IStringLocalizer<Shell> text, Func<string> label) =>
        rule.Must(FactInput.IsDate).WithMessage(_ => text["Field.NoDate", label()]);

    public static void IsThere<T>(this IRuleBuilder<T, string?> rule, IStringLocalizer<Shell> text, Func<string> label) =>
        rule.NotEmpty().WithMessage(_ => text["Field.Required", label()]);

    /// <param name="lines">Whether line ends and tabs may stand in it.</param>
    public static void IsText<T>(this IRuleBuilder<T, string?> rule, IStringLocalizer<Shell> text, Func<string> label, int most, bool lines = false)
    {
        rule.Must(typed => PlainText.Is(lines ? typed?.ReplaceLineEndings(" ").Replace('\t', ' ') : typed))
            .WithMessage(_ => text["Field.Unkeepable", label()]);
        // Code points, as the database counts.
        rule.Must(typed => (typed?.Trim().Length ?? 0) <= most || typed!.Trim().EnumerateRunes().Count() <= most)
            .WithMessage(_ => text["Field.TooLong", label(), most]);
    }
}
