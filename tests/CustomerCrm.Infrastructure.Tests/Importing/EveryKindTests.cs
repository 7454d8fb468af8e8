using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing;

/// <summary>What holds for every kind of file (formats.md, "Files in and out").</summary>
public sealed class EveryKindTests : CrmTests
{
    public static TheoryData<ImportKind> Kinds => ImportExamples.Kinds;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await ImportExamples.PrepareAsync(Crm);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_GoodFile_AddsItsRows(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        var before = await Crm.CountAsync(example.Table);

        var applied = await Crm.ImportAsync(kind, example.Csv);

        (applied.RowsRead, applied.Added, applied.Changed, applied.Unchanged).ShouldBe((2, 2, 0, 0));
        applied.Warnings.ShouldBeEmpty();
        (await Crm.CountAsync(example.Table)).ShouldBe(before + 2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_SameFileTwice_ChangesNothing(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        await Crm.ImportAsync(kind, example.Csv);
        var before = await Crm.FingerprintAsync();

        var again = await Crm.ImportAsync(kind, example.Csv);

        (again.RowsRead, again.Added, again.Changed, again.Unchanged).ShouldBe((2, 0, 0, 2));
        (await Crm.FingerprintAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_OneRowInError_RefusesTheFileAndNamesThePlace(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        var before = await Crm.FingerprintAsync();

        var result = await Crm.TryImportAsync(kind, example.Csv + "\n" + example.BadRow + "\n");

        var error = result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem();
        error.Told().ShouldBe((4, example.BadColumn, example.BadValue, example.BadReason));
        (await Crm.FingerprintAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_KeyTwice_IsARowInError(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];

        var result = await Crm.TryImportAsync(kind, example.Csv + "\n" + example.FirstRow + "\n");

        var error = result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem();
        error.Line.ShouldBe(4);
        error.Reason.ToString().ShouldBe("stands in this file already, at line 2");
        (await Crm.CountAsync($"{example.Table} WHERE {example.KeyColumn} = '{example.Key}'")).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_RequiredColumnMissing_RefusesTheFile(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        var first = ImportFormat.Of(kind).Columns[0].Name;

        var result = await Crm.TryImportAsync(kind, example.Csv.Replace(first, "something", StringComparison.Ordinal));

        result.ShouldBeRefused($"the column {first} is missing from the header");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_UnknownColumn_IsNamedAndSkipped(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        var lines = example.Csv.Split('\n').Select((line, i) => line + (i == 0 ? ",shoe_size" : ",44"));

        var applied = await Crm.ImportAsync(kind, string.Join('\n', lines));

        applied.Warnings.Told().ShouldBe(["the column shoe_size is unknown and was skipped"]);
        applied.Added.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_EmptyCell_ClearsAndAbsentColumnLeaves(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        if (example.Optional.Length == 0)
            return; // activities have no column that may be absent and is then kept
        await Crm.ImportAsync(kind, example.Csv);
        var value = $"SELECT {example.Optional} FROM {example.Table} WHERE {example.KeyColumn} = '{example.Key}'";
        var given = (await Crm.RowsAsync(value)).First(v => v.Length > 0);
        var place = Array.IndexOf(example.Header.Split(','), example.Optional);

        var absent = await Crm.ImportAsync(kind, Rebuild(example, cells => cells.Where((_, i) => i != place)));
        var kept = (await Crm.RowsAsync(value)).ShouldHaveSingleItem();
        var emptied = await Crm.ImportAsync(kind, Rebuild(example, cells => cells.Select((c, i) => i == place && c != example.Optional ? "" : c)));

        (absent.Added, absent.Changed).ShouldBe((0, 0));
        kept.ShouldBe(given);
        emptied.Changed.ShouldBe(1);
        (await Crm.RowsAsync(value)).ShouldBe([""]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_DryRun_ChangesNothingAndTellsWhatItWouldDo(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        var before = await Crm.FingerprintAsync();

        var applied = await Crm.ImportAsync(kind, example.Csv, new ImportOptions(DryRun: true));

        applied.Added.ShouldBe(2);
        (await Crm.FingerprintAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_ChangedRow_KeepsItsBeforeImageAlone(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        await Crm.ImportAsync(kind, example.Csv);
        (await Crm.CountAsync("import_before_images")).ShouldBe(0);
        var changedRow = kind switch
        {
            ImportKind.Customers => "C1,Anne,person,Leeds,1200.50",
            ImportKind.Orders => "O1,K1,2026-01-05,100.01,2026-02-05",
            ImportKind.OrderLines => "KNOWN,1,3,5.25,Cups",
            ImportKind.Costs => "X1,K1,visit,2026-02-01,2,by train",
            ImportKind.Activities => "phone,2026-01-01,hour,0.75",
            _ => "S1,K1,2026-03-01,81,9",
        };

        var applied = await Crm.ImportAsync(kind, example.Csv.Replace(example.FirstRow, changedRow, StringComparison.Ordinal));

        (applied.Added, applied.Changed, applied.Unchanged).ShouldBe((0, 1, 1));
        var images = await Crm.RowsAsync("SELECT subject, key, import_id FROM import_before_images");
        images.ShouldHaveSingleItem().ShouldStartWith(example.Table + "|");
        images[0].ShouldEndWith("|" + await Crm.RowAsync("SELECT max(id) FROM imports"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Apply_GoodFile_WritesOneAuditRow(ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        await Crm.ExecuteAsync("DELETE FROM audit_entries");

        await Crm.ImportAsync(kind, example.Csv);
        await Crm.ImportAsync(kind, example.Csv);

        var audit = await Crm.RowAsync(
            "SELECT user_name, action, subject, details->>'kind', details->>'added', details->>'changed' FROM audit_entries");
        audit.ShouldBe($"tester|imported|import|{ImportKinds.NameOf(kind)}|2|0");
    }

    private static string Rebuild(ImportExample example, Func<string[], IEnumerable<string>> cells) =>
        string.Join('\n', example.Csv.Split('\n').Select(line => string.Join(',', cells(line.Split(',')))));
}
