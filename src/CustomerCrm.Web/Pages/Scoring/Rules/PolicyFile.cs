using System.Text;
using System.Text.Json;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Web.Pages.Scoring.Rules;

/// <summary>A text of the pages and what stands in it: why a file was refused.</summary>
internal sealed record FileFault(string Text, params object[] Said);

/// <summary>
/// A policy.json that was uploaded: taken where the command line takes it, else refused in the reader's language with the place.
/// The JSON reader's own sentences are English, and some of them name no place.
/// </summary>
internal static class PolicyFile
{
    public const int LargestMegabytes = 1;

    private const int DeepestLevel = 8;
    private const int LongestName = 64;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly HashSet<string> Known = [.. PolicyFields.All.SelectMany(f => WithParents(f.Path))];

    public static async Task<(ScoringPolicy? Policy, FileFault? Fault)> ReadAsync(IFormFile? file, CancellationToken cancellation)
    {
        if (file is null || file.Length == 0)
        {
            return (null, new("Draft.File.Missing"));
        }

        if (file.Length > LargestMegabytes << 20)
        {
            return (null, new("Draft.File.TooLarge", LargestMegabytes));
        }

        string json;
        try
        {
            using var reader = new StreamReader(file.OpenReadStream(), Strict);
            json = await reader.ReadToEndAsync(cancellation);
        }
        catch (DecoderFallbackException)
        {
            return (null, new("Draft.File.NotUtf8"));
        }

        try
        {
            var fault = FaultOfNames(Encoding.UTF8.GetBytes(json));
            return fault is null ? (PolicyJson.Read(json), null) : (null, fault);
        }
        catch (JsonException e) when (e.Path is { Length: > 2 } path && e.LineNumber is { } line)
        {
            return (null, new("Draft.File.WrongValue", line + 1, Short(path[2..])));
        }
        catch (JsonException e)
        {
            return (null, new("Draft.File.NotJson", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1));
        }
    }

    /// <summary>Names that are no setting, or stand twice. What is no JSON throws with its place.</summary>
    private static FileFault? FaultOfNames(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestLevel });
        var (seen, names) = (new HashSet<string>(), new List<string>());
        FileFault? first = null;
        while (reader.Read())
        {
            if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
            {
                return new("Draft.File.NoPolicy");
            }

            if (reader.TokenType == JsonTokenType.StartArray)
            {
                reader.Skip();
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                // The depth counts the object the name stands in.
                names.RemoveRange(reader.CurrentDepth - 1, names.Count - reader.CurrentDepth + 1);
                names.Add(reader.GetString()!);
                var path = string.Join('.', names);
                var fault = !Known.Contains(path) ? "Draft.File.UnknownName" : !seen.Add(path) ? "Draft.File.Twice" : null;
                first ??= fault is null ? null : new(fault, LineAt(json, reader.TokenStartIndex), Short(path));
            }
        }

        return first;
    }

    private static long LineAt(byte[] json, long place) => json.AsSpan(0, (int)place).Count((byte)'\n') + 1;

    private static string Short(string name) => name.Length > LongestName ? name[..LongestName] + "…" : name;

    private static IEnumerable<string> WithParents(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            yield return path[..end];
        }
    }
}
