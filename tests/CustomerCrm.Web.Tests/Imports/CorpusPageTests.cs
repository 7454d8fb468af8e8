using System.Text.Json;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Tests.Security;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Imports;

/// <summary>The page says of each kind of dirt what the importer says of the same file, and changes nothing by it.</summary>
public sealed class CorpusPageTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    private const int FewestKinds = 40;
    private const int MostPerKind = 2;
    private const long Small = 200_000;

    [CorpusFact]
    public async Task Page_OneOfEachKindOfDirt_SaysWhatTheImporterSays()
    {
        var folder = Path.Combine(crm.Database.Folder, "corpus");
        await Python.RunAsync("corpus", "make.py", folder);
        using var labels = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "labels.json")));
        var importer = crm.Services.GetRequiredService<Importer>();
        foreach (var user in labels.RootElement.GetProperty("users").EnumerateArray())
            await crm.UserAsync(Roles.SalesRep, user.GetString());
        foreach (var file in labels.RootElement.GetProperty("prepare").EnumerateArray())
        {
            (await importer.ApplyAsync(KindOf(file), Path.Combine(folder, Text(file, "file")), new ImportOptions(), "test", null, default))
                .ShouldBeOfType<ImportResult.Applied>();
        }

        using var admin = await crm.SignedInAsync(Roles.Admin);
        var cases = labels.RootElement.GetProperty("cases").EnumerateArray()
            .Where(c => c.GetProperty("before").GetArrayLength() == 0 && !Text(c, "id").Contains("bomb", StringComparison.Ordinal))
            .Where(c => Text(c.GetProperty("options"), "encoding") is "" or "gb18030" or "big5" or "utf-16" or "utf-8" or "windows-1252")
            .Where(c => new FileInfo(Path.Combine(folder, Text(c, "file"))).Length < Small)
            .GroupBy(c => Text(c, "id").Split('-')[0])
            .SelectMany(kind => kind.Take(MostPerKind))
            .ToList();
        cases.Count.ShouldBeGreaterThanOrEqualTo(FewestKinds);
        var before = await PrintAsync();
        var deviations = new List<string>();
        foreach (var dirt in cases)
            await CompareAsync(dirt, folder, importer, admin, deviations);

        deviations.ShouldBeEmpty();
        (await PrintAsync()).ShouldBe(before);
    }

    private static async Task CompareAsync(JsonElement dirt, string folder, Importer importer, CrmBrowser admin, List<string> deviations)
    {
        var (path, options) = (Path.Combine(folder, Text(dirt, "file")), dirt.GetProperty("options"));
        var (skip, create) = (options.GetProperty("skip_errors").GetBoolean(), options.GetProperty("create_customers").GetBoolean());
        var encoding = Text(options, "encoding");
        var said = await importer.ApplyAsync(
            KindOf(dirt), path, new ImportOptions(create, skip, DryRun: true, encoding.Length == 0 ? null : encoding), "test", null, default);
        var shown = await admin.SendAsync(
            Text(dirt, "kind"), Path.GetFileName(path), await File.ReadAllBytesAsync(path),
            ("SkipErrors", skip ? "true" : "false"), ("CreateCustomers", create ? "true" : "false"), ("Encoding", encoding));
        var got = $"{shown.Status} {shown.Accepted()} {shown.Rejected()} {shown.FileError()} {string.Join(',', shown.Lines())}";
        var expected = said switch
        {
            ImportResult.Applied good => $"200 {good.RowsRead - good.Skipped.Rows} {good.Skipped.Rows}  {Lines(good.Skipped)}",
            ImportResult.RowsInError bad => $"200 0 {bad.Errors.Rows}  {Lines(bad.Errors)}",
            ImportResult.FileRefused refused => $"200 0 0 {refused.Reason.Key} ",
            _ => "?",
        };
        if (got != expected)
            deviations.Add($"{Text(dirt, "id")}: expected {expected}, got {got}");
    }

    private static string Lines(ImportErrors errors) => string.Join(',', errors.First.Take(100).Select(e => e.Line));

    private static ImportKind KindOf(JsonElement file) => ImportKinds.Find(Text(file, "kind"))!.Value;

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private async Task<string> PrintAsync() => string.Join('\n', (await crm.WithDbAsync(Fingerprint.OfAsync)).Split('\n')
        .Where(table => !table.StartsWith("import_upload", StringComparison.Ordinal)));
}

/// <summary>Needs python3; without it the corpus is skipped at the desk and fails where everything must be run (CI=true).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = Python.Missing;
}
