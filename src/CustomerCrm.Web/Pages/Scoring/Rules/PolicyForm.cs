using System.Globalization;
using System.Text.Json.Nodes;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Forms;
using FluentValidation;

namespace CustomerCrm.Web.Pages.Scoring.Rules;

/// <summary>A whole scoring policy as it is typed; each field is named by its path in policy.json, without the dots.</summary>
public sealed class PolicyForm : EditForm
{
    public string? PurchaseValueWeight { get; set; }

    public string? ProfitWeight { get; set; }

    public string? LoyaltyWeight { get; set; }

    public string? LoyaltyWeightsTenure { get; set; }

    public string? LoyaltyWeightsRecency { get; set; }

    public string? LoyaltyWeightsRegularity { get; set; }

    public string? LoyaltyWeightsShareOfWallet { get; set; }

    public string? LoyaltyWeightsSatisfaction { get; set; }

    public string? LoyaltyWeightsReferrals { get; set; }

    public string? MissingTenure { get; set; }

    public string? MissingRecency { get; set; }

    public string? MissingRegularity { get; set; }

    public string? MissingShareOfWallet { get; set; }

    public string? MissingSatisfaction { get; set; }

    public string? MissingReferrals { get; set; }

    public string? SatisfactionLower { get; set; }

    public string? SatisfactionUpper { get; set; }

    public string? Method { get; set; }

    public string? CutoffsPlatinum { get; set; }

    public string? CutoffsGold { get; set; }

    public string? CutoffsSilver { get; set; }

    public string? CutoffsDevelop { get; set; }

    public string? HysteresisPoints { get; set; }

    public string? GraceDays { get; set; }

    public string? LargeOrder { get; set; }

    public string? MediumOrder { get; set; }

    public string? ShortCycle { get; set; }

    public string? MediumCycle { get; set; }

    public string? PurchaseValueScale { get; set; }

    public string? ProfitScale { get; set; }

    public string? GuardsGroupBuyOn { get; set; }

    public string? GuardsGroupBuyMinOccasions { get; set; }

    public string? GuardsGroupBuyMaxShare { get; set; }

    public string? GuardsGroupBuyCap { get; set; }

    public string? GuardsThinMarginOn { get; set; }

    public string? GuardsThinMarginMinScore { get; set; }

    public string? GuardsThinMarginMinMargin { get; set; }

    public string? GuardsThinMarginCap { get; set; }

    public string? GuardsBelowZeroOn { get; set; }

    public string? GuardsBelowZeroCap { get; set; }

    public string? GuardsProvisionalOn { get; set; }

    public string? GuardsProvisionalDays { get; set; }

    public string? GuardsProvisionalCap { get; set; }

    public string? WindowDays { get; set; }

    public string? ExposureFloorDays { get; set; }

    public string? RhythmFloorDays { get; set; }

    public string? CostOfCapital { get; set; }

    public string? DefaultMargin { get; set; }

    public string? FlagsAtRiskOverdue { get; set; }

    public string? FlagsAtRiskScore { get; set; }

    public string? FlagsDormantOverdue { get; set; }

    public string? FlagsLostOverdue { get; set; }

    public string? FlagsLatePayerShare { get; set; }

    public string? LoyalScore { get; set; }

    public string? LoyalOccasions { get; set; }

    public static PolicyForm Of(ScoringPolicy policy)
    {
        var form = new PolicyForm();
        var json = JsonNode.Parse(PolicyJson.Write(policy))!;
        foreach (var field in PolicyFields.All)
        {
            var text = PolicyValues.Text(field, PolicyValues.Node(json, field.Path), CultureInfo.CurrentCulture);
            typeof(PolicyForm).GetProperty(field.Name)!.SetValue(form, text);
        }

        return form;
    }

    public string? Get(PolicyField field) => (string?)typeof(PolicyForm).GetProperty(field.Name)!.GetValue(this);

    /// <summary>What was typed, read as policy.json is; the rules of the form have passed.</summary>
    public ScoringPolicy Read()
    {
        var json = new JsonObject();
        foreach (var field in PolicyFields.All)
        {
            var parts = field.Path.Split('.');
            var place = json;
            foreach (var part in parts[..^1])
            {
                place = (JsonObject)(place[part] ??= new JsonObject());
            }

            place[parts[^1]] = PolicyValues.Read(field, Get(field), CultureInfo.CurrentCulture).Value;
        }

        return PolicyJson.Read(json.ToJsonString());
    }

    /// <summary>A weight's share of its group's sum; null where that cannot be said.</summary>
    public decimal? ShareOf(PolicyField weight)
    {
        var group = PolicyFields.Groups.Single(g => g.Fields.Contains(weight));
        decimal? sum = 0, own = null;
        foreach (var field in group.Fields.Where(f => f.IsWeight))
        {
            var value = PolicyValues.Number(Get(field), CultureInfo.CurrentCulture);
            sum += value is >= 0 and <= 1_000_000 ? value : null;
            own = field == weight ? value : own;
        }

        return sum > 0 ? own / sum : null;
    }
}

/// <summary>The shape of each field: a number, a whole one, one of a list. What it means is for the policy's own rules.</summary>
internal sealed class PolicyFormRules : AbstractValidator<PolicyForm>
{
    public PolicyFormRules(PolicyWords words)
    {
        RuleFor(form => form).Custom((form, context) =>
        {
            foreach (var field in PolicyFields.All)
            {
                if (PolicyValues.Read(field, form.Get(field), CultureInfo.CurrentCulture).Fault is { } fault)
                {
                    context.AddFailure(field.Name, words.Fault(field, fault));
                }
            }
        });
    }
}
