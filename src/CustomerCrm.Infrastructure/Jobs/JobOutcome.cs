using System.Globalization;
using System.Resources;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Resources;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>
/// How a job ended: a text by its key, told in the language of who reads it, and the named figures that stand in it, in the
/// order of the text's places. Kept as JSON such as <c>{"key":"Scored","args":{"customers":12}}</c>; what older jobs kept in words is
/// told as it is.
/// </summary>
public sealed class JobOutcome
{
    private static readonly ResourceManager Texts = new(typeof(OutcomeTexts));

    private readonly string? words;
    private readonly JsonObject args;

    private JobOutcome(string key, JsonObject args, bool isRefused, string? words)
    {
        (Key, this.args, IsRefused, this.words) = (key, args, isRefused, words);
    }

    /// <summary>Empty for an old job's words.</summary>
    public string Key { get; }

    /// <summary>The job was refused for a reason that trying again does not change; it ends as failed at once.</summary>
    public bool IsRefused { get; }

    /// <summary>The job did what it was asked to.</summary>
    /// <param name="args">Texts, whole numbers and dates, in the order of the text's places.</param>
    public static JobOutcome Of(string key, params (string Name, object? Value)[] args) => new(key, Written(args), false, null);

    /// <summary>The job ends as failed and is not tried again: an expected refusal, no fault.</summary>
    /// <param name="args">As in <see cref="Of"/>.</param>
    public static JobOutcome Refuse(string key, params (string Name, object? Value)[] args) => new(key, Written(args), true, null);

    /// <summary>Reads what a job keeps.</summary>
    public static JobOutcome Parse(string kept)
    {
        try
        {
            if (kept.StartsWith('{') && JsonNode.Parse(kept) is JsonObject json && (string?)json["key"] is { } key)
            {
                return new JobOutcome(key, json["args"]?.DeepClone() as JsonObject ?? [], false, null);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Words that look like JSON.
        }

        return new JobOutcome("", [], false, kept);
    }

    /// <summary>A whole number among the figures, for links; null where there is none.</summary>
    public long? Number(string name) => args[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public string Written() => words
        ?? new JsonObject { ["key"] = Key, ["args"] = args.DeepClone() }.ToJsonString(AuditLog.Json);

    /// <summary>On one line: what stands in it may come from outside.</summary>
    /// <param name="show">How numbers (long) and dates (DateOnly) look to the reader.</param>
    public string Tell(CultureInfo language, Func<object, string> show)
    {
        if (words is not null)
        {
            return OneLine.Of(words);
        }

        var shown = args.Select(arg => (object?)(Value(arg.Value) is { } value ? value as string ?? show(value) : "")).ToArray();
        return OneLine.Of(Texts.GetString(Key, language) is { } text && Places(text) <= shown.Length
            ? string.Format(CultureInfo.InvariantCulture, text, shown)
            : Key + " " + string.Join(", ", shown));
    }

    /// <summary>In English, for the command line and logs.</summary>
    public override string ToString() => Tell(
        CultureInfo.InvariantCulture, value => value is DateOnly date
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    private static JsonObject Written((string Name, object? Value)[] args) => new(args.Select(arg => KeyValuePair.Create(
        arg.Name,
        arg.Value switch
        {
            null => null,
            DateOnly date => (JsonNode)date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IConvertible number and (int or long or short) => number.ToInt64(CultureInfo.InvariantCulture),
            var text => text.ToString(),
        })));

    /// <summary>A date, a whole number, or text.</summary>
    private static object? Value(JsonNode? kept) => kept is not JsonValue value ? kept?.ToJsonString()
        : value.TryGetValue<long>(out var number) ? number
        : value.TryGetValue<string>(out var text)
            ? DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : text
            : value.ToJsonString();

    private static int Places(string text)
    {
        var places = 0;
        while (text.Contains("{" + places.ToString(CultureInfo.InvariantCulture) + "}", StringComparison.Ordinal))
        {
            places++;
        }

        return places;
    }
}
