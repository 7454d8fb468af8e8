using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// policy.json, in and out. What is left out has its default, an unknown or repeated name is refused, numbers are exact.
/// </summary>
public static class PolicyJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
        MaxDepth = 8,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    public static string Write(ScoringPolicy policy) => JsonSerializer.Serialize(policy, Options);

    /// <summary>Reads a policy from outside.</summary>
    /// <exception cref="JsonException">Not JSON, an unknown name, or a value of the wrong kind; the message names the place.</exception>
    public static ScoringPolicy Read(string json) =>
        JsonSerializer.Deserialize<ScoringPolicy>(json, Options) ?? throw new JsonException("The policy is null.");

    /// <summary>Reads what we stored ourselves.</summary>
    internal static ScoringPolicy ReadStored(string json) => Read(json);
}
