using System.Globalization;
using CsvHelper;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing.Corpus;

/// <summary>Plays one case over the base and says everything that is not as its label has it.</summary>
internal sealed class CorpusRun(TestCrm crm, CorpusBase kept, string folder)
{
    /// <summary>What a made order or a created customer may add beside the kind of the file.</summary>
    private static readonly Dictionary<string, string> AlsoMade = new() { ["order-lines"] = "orders" };

    public async Task<IReadOnlyList<string>> PlayAsync(CorpusCase played)
    {
        foreach (var file in played.Before)
            await MustApplyAsync(file);
        var prepared = played.Before.Count > 0;
        var before = prepared ? await kept.FingerprintAsync() : kept.Fingerprint;
        var counts = prepared ? await StoredValues.CountAsync(crm) : kept.Counts;
        var deviations = await EndAsync(played, counts);
        var after = await kept.FingerprintAsync();
        if (deviations.Outcome is not ("accepted" or "skipped") || (played.Added == 0 && played.Changed == 0))
        {
            var changed = CorpusBase.Changed(before, after);
            deviations.Add(changed.Count == 0, () => "changed " + string.Join(", ", changed));
        }

        await kept.RestoreAsync(after);
        return deviations.Told;
    }

    public async Task MustApplyAsync(CorpusFile file)
    {
        var result = await crm.TryImportFileAsync(file.ImportKind, Path.Combine(folder, file.File));
        if (result is not ImportResult.Applied)
            throw new InvalidOperationException($"{file.File} was to be applied: {result}");
    }

    private async Task<Deviations> EndAsync(CorpusCase played, Dictionary<string, long> counts)
    {
        var deviations = new Deviations(played);
        try
        {
            switch (await crm.TryImportFileAsync(played.ImportKind, Path.Combine(folder, played.File), played.ImportOptions with { ErrorFile = ErrorFile }))
            {
                case ImportResult.Applied applied when played.Options.SkipErrors:
                    deviations.End("skipped", "");
                    deviations.Errors(ReadErrorFile());
                    await AppliedAsync(played, applied, counts, deviations);
                    break;
                case ImportResult.Applied applied:
                    deviations.End("accepted", "");
                    await AppliedAsync(played, applied, counts, deviations);
                    break;
                case ImportResult.RowsInError rows:
                    deviations.End("rows_in_error", string.Join("; ", rows.Errors.First.Take(5)));
                    if (played.Outcome == "rows_in_error")
                        deviations.Errors(ReadErrorFile());
                    deviations.Add(
                        rows.Errors.First.SequenceEqual(ReadErrorFile().Take(Importer.ErrorsTold), new SamePlace()),
                        () => "other errors are told than stand in the error file");
                    break;
                case ImportResult.FileRefused refused:
                    deviations.End("refused", refused.Reason.ToString());
                    break;
            }
        }
#pragma warning disable CA1031 // Any exception is a deviation: a dirty file must end in words.
        catch (Exception e)
#pragma warning restore CA1031
        {
            deviations.End("exception", $"{e.GetType().Name}: {e.Message}");
        }

        return deviations;
    }

    private string ErrorFile => Path.Combine(crm.Database.Folder, "corpus.errors.csv");

    /// <summary>The bad rows come back as a file: it is what is compared.</summary>
    private List<RowError> ReadErrorFile()
    {
        using var text = new StreamReader(ErrorFile);
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var errors = new List<RowError>();
        while (csv.Read())
            errors.Add(new RowError(csv.GetField<long>("line"), csv.GetField("column")!, csv.GetField("value")!, new ImportMessage(csv.GetField("reason")!)));
        return errors;
    }

    private sealed class SamePlace : IEqualityComparer<RowError>
    {
        public bool Equals(RowError? x, RowError? y) => (x?.Line, x?.Column) == (y?.Line, y?.Column);

        public int GetHashCode(RowError obj) => obj.Line.GetHashCode();
    }

    private async Task AppliedAsync(CorpusCase played, ImportResult.Applied applied, Dictionary<string, long> counts, Deviations deviations)
    {
        var (got, expected) = ((applied.RowsRead, applied.Added, applied.Changed), (played.Read, played.Added, played.Changed));
        deviations.Add(got == expected, () => $"read, added, changed {expected}, got {got}");
        var now = await StoredValues.CountAsync(crm);
        deviations.Add(now[played.Kind] == counts[played.Kind] + played.Added, () => $"{played.Kind}: {counts[played.Kind]} rows were there, now {now[played.Kind]}");
        foreach (var kind in now.Keys.Where(k => k != played.Kind && now[k] != counts[k]))
        {
            var made = (kind == "customers" && played.Options.CreateCustomers) || AlsoMade.GetValueOrDefault(played.Kind) == kind;
            deviations.Add(made, () => $"{kind}: {counts[kind]} rows were there, now {now[kind]}");
        }

        foreach (var (kind, rows) in played.Stored)
            deviations.Rows(kind, rows, await StoredValues.ReadAsync(crm, kind, rows.Keys));
        foreach (var name in played.Warned)
            deviations.Add(applied.Warnings.Any(w => w.ToString().Contains(name, StringComparison.Ordinal)), () => $"no warning names {name}");
    }
}
