using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing.Corpus;

/// <summary>What of a case is not as its label has it, in words.</summary>
internal sealed class Deviations(CorpusCase played)
{
    private const int LongestTold = 200;
    private const int MostTold = 8;

    private readonly List<string> _told = [];

    public string Outcome { get; private set; } = "";

    /// <summary>A line for each, the first ones of many, with the sentence the label comes from.</summary>
    public IReadOnlyList<string> Told =>
    [
        .. _told.Take(MostTold).Select(text => $"{played.Id}: {text} ({played.Why})"),
        .. _told.Count > MostTold ? [$"{played.Id}: and {_told.Count - MostTold} more"] : Array.Empty<string>(),
    ];

    public void Add(bool holds, Func<string> told)
    {
        if (!holds)
            _told.Add(told());
    }

    public void End(string outcome, string reason)
    {
        Outcome = outcome;
        Add(played.MayEnd(outcome), () => $"expected {string.Join(" or ", played.Or.Prepend(played.Outcome))}, got {outcome} {Short(reason)}");
    }

    /// <summary>Each error is expected at its line and column, and each expected one is there.</summary>
    public void Errors(IReadOnlyList<RowError> errors)
    {
        var places = played.Places.ToList();
        foreach (var error in errors.Where(e => !places.Any(p => p.Matches(e))))
            _told.Add($"not expected: {Short(error.ToString())}");
        foreach (var place in places.Where(p => !errors.Any(p.Matches)))
            _told.Add($"expected an error at {place}");
    }

    /// <summary>Each row has the values told; one that is null is not there.</summary>
    public void Rows(
        string kind, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>?> expected, Dictionary<string, Dictionary<string, string?>> stored)
    {
        foreach (var (key, row) in expected)
        {
            var there = stored.TryGetValue(key, out var values);
            Add(there == row is not null, () => $"{kind} {Short(key)} {(there ? "was stored" : "is not there")}");
            foreach (var (column, value) in there && row is not null ? row : new Dictionary<string, string?>())
            {
                var got = values!.TryGetValue(column, out var text) ? text : "(no such column)";
                Add(got == value, () => $"{kind} {Short(key)}, {column}: expected {Short(value ?? "nothing")}, got {Short(got ?? "nothing")}");
            }
        }
    }

    private static string Short(string text) => text.Length > LongestTold ? text[..LongestTold] + "…" : text;
}
