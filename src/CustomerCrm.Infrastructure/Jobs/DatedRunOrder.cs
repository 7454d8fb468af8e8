using System.Globalization;
using System.Text.Json;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>A past date to be scored under a version, beside the current scores.</summary>
public sealed record DatedRunOrder(DateOnly AsOf, int Version)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The same date under the same version is one job; another version of the date waits behind it.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"dated run {AsOf:yyyy-MM-dd} version {Version}");

    public string Written() => JsonSerializer.Serialize(this, Options);

    /// <summary>Null where it is none: a recompute of the current scores.</summary>
    public static DatedRunOrder? Parse(string? payload)
    {
        try
        {
            return JsonSerializer.Deserialize<DatedRunOrder>(payload ?? "null", Options) is { Version: > 0 } order ? order : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
