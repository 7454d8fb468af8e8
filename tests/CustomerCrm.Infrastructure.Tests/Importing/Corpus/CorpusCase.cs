using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing.Corpus;

/// <summary>What tests/corpus/make.py wrote: the base, and the cases with their labels.</summary>
internal sealed record CorpusLabels(IReadOnlyList<string> Users, IReadOnlyList<CorpusFile> Prepare, IReadOnlyList<CorpusCase> Cases)
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<CorpusLabels> ReadAsync(string folder)
    {
        await using var file = File.OpenRead(Path.Combine(folder, "labels.json"));
        return (await JsonSerializer.DeserializeAsync<CorpusLabels>(file, Format))!;
    }
}

/// <summary>A file that is imported first and must be good.</summary>
internal sealed record CorpusFile(string Kind, string File)
{
    [JsonIgnore]
    public ImportKind ImportKind => ImportKinds.Find(Kind)!.Value;
}

internal sealed record CorpusOptions(bool CreateCustomers, bool SkipErrors, string? Encoding);

/// <summary>One file, how it is imported and how that must end; the fields are those of tests/corpus/corpus.py.</summary>
internal sealed record CorpusCase(
    string Id, string Kind, string File, CorpusOptions Options, IReadOnlyList<CorpusFile> Before, string Why, string Outcome,
    IReadOnlyList<string> Or, IReadOnlyList<JsonElement> Errors, int Read, int Added, int Changed,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>?>> Stored,
    IReadOnlyList<string> Warned)
{
    [JsonIgnore]
    public ImportKind ImportKind => ImportKinds.Find(Kind)!.Value;

    [JsonIgnore]
    public ImportOptions ImportOptions => new(Options.CreateCustomers, Options.SkipErrors, Encoding: Options.Encoding);

    [JsonIgnore]
    public IEnumerable<ErrorPlace> Places => Errors.Select(e => new ErrorPlace(
        [.. e[0].EnumerateArray().Select(line => line.GetInt64())], [.. e[1].EnumerateArray().Select(column => column.GetString()!)]));

    /// <summary>Whether the contract lets it end so; "not_stored" is either way of storing nothing.</summary>
    public bool MayEnd(string outcome) =>
        Outcome == outcome || Or.Contains(outcome) || (Outcome == "not_stored" && outcome is "refused" or "rows_in_error");
}

/// <summary>Where an error is told: at one of these lines and one of these columns, * being any.</summary>
internal sealed record ErrorPlace(IReadOnlyList<long> Lines, IReadOnlyList<string> Columns)
{
    public bool Matches(RowError error) => Lines.Contains(error.Line) && (Columns.Contains("*") || Columns.Contains(error.Column));

    public override string ToString() => $"line {string.Join(" or ", Lines)}, {string.Join(" or ", Columns)}";
}
