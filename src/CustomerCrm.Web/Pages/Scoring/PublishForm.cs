using System.Globalization;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>Why a policy is published, and what was seen when it was asked for.</summary>
public sealed class PublishForm
{
    public const int NoteLength = 500;

    /// <summary>Before it nobody's books begin.</summary>
    public static readonly DateOnly Earliest = new(1990, 1, 1);

    public string? Note { get; set; }

    /// <summary>As date fields write it.</summary>
    public string? ScalesAsOf { get; set; }

    /// <summary>The draft's row version that was shown.</summary>
    public string? Draft { get; set; }

    /// <summary>Given to this form alone, so that sending it twice publishes once.</summary>
    public string? Intent { get; set; }

    public uint DraftVersion => uint.TryParse(Draft, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    public Guid IntentId => Guid.TryParseExact(Intent, "D", out var id) ? id : Guid.NewGuid();

    public string CleanNote => Note?.Trim() ?? "";

    public DateOnly? ScalesDate =>
        DateOnly.TryParseExact(ScalesAsOf?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}

internal sealed class PublishRules : AbstractValidator<PublishForm>
{
    public PublishRules(IStringLocalizer<PolicyTexts> text)
    {
        RuleFor(f => f.CleanNote).NotEmpty().OverridePropertyName(nameof(PublishForm.Note)).WithMessage(_ => text["Publish.Note.Missing"]);
        RuleFor(f => f.CleanNote).MaximumLength(PublishForm.NoteLength).OverridePropertyName(nameof(PublishForm.Note))
            .WithMessage(_ => text["Publish.Note.Long", PublishForm.NoteLength]);
        RuleFor(f => f.CleanNote).Must(PlainText.Is).OverridePropertyName(nameof(PublishForm.Note))
            .WithMessage(_ => text["Publish.Note.Characters"]);
        RuleFor(f => f.ScalesDate).NotNull().When(f => !string.IsNullOrWhiteSpace(f.ScalesAsOf))
            .OverridePropertyName(nameof(PublishForm.ScalesAsOf)).WithMessage(_ => text["Publish.Scales.Bad"]);
    }
}
