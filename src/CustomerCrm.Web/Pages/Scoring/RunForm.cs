using System.Globalization;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>A past date to be scored, and the version whose rules are meant.</summary>
public sealed class RunForm
{
    /// <summary>As date fields write it.</summary>
    public string? AsOf { get; set; }

    public string? Version { get; set; }

    public DateOnly? Date =>
        DateOnly.TryParseExact(AsOf?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public int? Number => int.TryParse(Version?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

internal sealed class RunRules : AbstractValidator<RunForm>
{
    public RunRules(IStringLocalizer<PolicyTexts> text)
    {
        RuleFor(f => f.Date).NotNull().OverridePropertyName(nameof(RunForm.AsOf)).WithMessage(_ => text["Runs.Date.Bad"]);
        RuleFor(f => f.Number).NotNull().OverridePropertyName(nameof(RunForm.Version)).WithMessage(_ => text["Runs.Version.Bad"]);
    }
}
