using System.Globalization;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Web.Pages.Scoring.Rules;
using FluentValidation;

namespace CustomerCrm.Web.Pages.Scoring.Matrix;

/// <summary>The four thresholds of the value matrix as typed; named as in the form of the draft.</summary>
public sealed class BandsForm
{
    public static readonly IReadOnlyList<PolicyField> Fields =
        [PolicyFields.At("largeOrder"), PolicyFields.At("mediumOrder"), PolicyFields.At("shortCycle"), PolicyFields.At("mediumCycle")];

    public string? LargeOrder { get; set; }

    public string? MediumOrder { get; set; }

    public string? ShortCycle { get; set; }

    public string? MediumCycle { get; set; }

    /// <summary>The draft's row version that was seen.</summary>
    public string? Draft { get; set; }

    public uint DraftVersion => uint.TryParse(Draft, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    public static BandsForm Of(ScoringPolicy policy) => new()
    {
        LargeOrder = Text(Fields[0], policy.LargeOrder),
        MediumOrder = Text(Fields[1], policy.MediumOrder),
        ShortCycle = Text(Fields[2], policy.ShortCycle),
        MediumCycle = Text(Fields[3], policy.MediumCycle),
    };

    public string? Get(PolicyField field) => field.Name switch
    {
        nameof(LargeOrder) => LargeOrder,
        nameof(MediumOrder) => MediumOrder,
        nameof(ShortCycle) => ShortCycle,
        _ => MediumCycle,
    };

    /// <summary>The policy with these thresholds; the rules of the form have passed.</summary>
    public ScoringPolicy On(ScoringPolicy policy) => policy with
    {
        LargeOrder = Number(LargeOrder),
        MediumOrder = Number(MediumOrder),
        ShortCycle = Number(ShortCycle),
        MediumCycle = Number(MediumCycle),
    };

    private static decimal? Number(string? typed) => PolicyValues.Number(typed, CultureInfo.CurrentCulture);

    private static string? Text(PolicyField field, decimal? value) => PolicyValues.Text(field, value, CultureInfo.CurrentCulture);
}

/// <summary>Each is a number; here none is left to the publication, since then there is no grid to look at.</summary>
internal sealed class BandsRules : AbstractValidator<BandsForm>
{
    public BandsRules(PolicyWords words)
    {
        RuleFor(form => form).Custom((form, context) =>
        {
            foreach (var field in BandsForm.Fields)
            {
                var (value, fault) = PolicyValues.Read(field, form.Get(field), CultureInfo.CurrentCulture);
                fault ??= value is null ? new ShapeFault("Missing") : null;
                if (fault is not null)
                {
                    context.AddFailure(field.Name, words.Fault(field, fault));
                }
            }
        });
    }
}
