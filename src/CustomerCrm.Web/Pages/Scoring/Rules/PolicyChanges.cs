using System.Globalization;
using System.Text.Json.Nodes;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Web.Pages.Scoring.Rules;

/// <summary>A setting that differs.</summary>
public sealed record PolicyChange(PolicyField Field, JsonNode? From, JsonNode? To);

/// <summary>What differs between two policies, setting by setting.</summary>
/// <param name="Settings">In the order of the form.</param>
/// <param name="Computed">What the newer one leaves to its publication; it is no change, it is taken anew.</param>
public sealed record PolicyChanges(IReadOnlyList<PolicyChange> Settings, IReadOnlyList<PolicyField> Computed)
{
    public static PolicyChanges Between(ScoringPolicy older, ScoringPolicy newer)
    {
        var (from, to) = (JsonNode.Parse(PolicyJson.Write(older))!, JsonNode.Parse(PolicyJson.Write(newer))!);
        var settings = new List<PolicyChange>();
        var computed = new List<PolicyField>();
        foreach (var field in PolicyFields.All)
        {
            var change = new PolicyChange(field, PolicyValues.Node(from, field.Path), PolicyValues.Node(to, field.Path));
            if (change.To is null && field.IsComputed)
            {
                computed.Add(field);
            }
            else if (Text(field, change.From) != Text(field, change.To))
            {
                settings.Add(change);
            }
        }

        return new PolicyChanges(settings, computed);
    }

    /// <summary>As typed, so that 40 and 40.00 are one.</summary>
    private static string? Text(PolicyField field, JsonNode? value) => PolicyValues.Text(field, value, CultureInfo.InvariantCulture);
}

/// <summary>The changes as the partial _Changes shows them.</summary>
public sealed record ChangeList(string Title, PolicyChanges Changes);
