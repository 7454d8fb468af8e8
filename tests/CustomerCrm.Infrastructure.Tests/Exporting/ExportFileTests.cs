using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.Exporting;

/// <summary>A file stands in its place whole or not at all, and the audit knows of it.</summary>
public sealed class ExportFileTests : CrmTests
{
    private string Folder => Directory.CreateDirectory(Path.Combine(Crm.Database.Folder, "out")).FullName;

    private string Place => Path.Combine(Folder, "c.csv");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1", "C2", "客");
    }

    [Fact]
    public async Task Export_OlderFileInThePlace_IsReplaced()
    {
        await File.WriteAllTextAsync(Place, new string('x', 10_000));

        (await Crm.TryExportAsync(ExportKind.Customers, Place)).ShouldBe(new ExportOutcome.Written(null, 3));

        var bytes = await File.ReadAllBytesAsync(Place);
        bytes[0].ShouldBe((byte)'c');
        bytes[^1].ShouldBe((byte)'\n');
        bytes.ShouldNotContain((byte)'\r');
        Directory.GetFiles(Folder).ShouldBe([Place]);
    }

    [Fact]
    public async Task Export_TheSameTwice_IsTheSameToTheByte()
    {
        await Crm.TryExportAsync(ExportKind.Customers, Place);
        var first = await File.ReadAllBytesAsync(Place);

        await Crm.TryExportAsync(ExportKind.Customers, Place);

        (await File.ReadAllBytesAsync(Place)).ShouldBe(first);
    }

    [Fact]
    public async Task Export_FailsOnTheWay_KeepsTheOlderFileAndLeavesNoOther()
    {
        await File.WriteAllTextAsync(Place, "older");
        await Crm.ExecuteAsync("ALTER TABLE customers RENAME COLUMN city TO town");

        await Should.ThrowAsync<PostgresException>(Crm.TryExportAsync(ExportKind.Customers, Place));

        (await File.ReadAllTextAsync(Place)).ShouldBe("older");
        Directory.GetFiles(Folder).ShouldBe([Place]);
        (await Crm.CountAsync("audit_entries WHERE action = 'exported'")).ShouldBe(0);
    }

    [Fact]
    public async Task Export_AuditCannotBeWritten_LeavesNoFile()
    {
        await Crm.ExecuteAsync("ALTER TABLE audit_entries ADD CONSTRAINT none CHECK (action <> 'exported')");

        await Should.ThrowAsync<PostgresException>(Crm.TryExportAsync(ExportKind.Customers, Place));

        Directory.GetFiles(Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Export_Stopped_LeavesNoFile()
    {
        await using var paused = await PausedTable.CloseAsync(Crm, "audit_entries");
        using var stop = new CancellationTokenSource();
        var export = Crm.TryExportAsync(ExportKind.Customers, Place, cancellation: stop.Token);
        await paused.ArrivedAsync();
        // All rows are written, and yet nothing stands in the place.
        Directory.GetFiles(Folder).ShouldHaveSingleItem().ShouldNotBe(Place);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(export);
        Directory.GetFiles(Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Export_FolderThatIsNotThere_SaysSo()
    {
        var place = Path.Combine(Folder, "no", "c.csv");

        (await Crm.TryExportAsync(ExportKind.Customers, place)).ShouldBe(new ExportOutcome.NoFolder(Path.Combine(Folder, "no")));

        (await Crm.CountAsync("audit_entries WHERE action = 'exported'")).ShouldBe(0);
    }

    [Fact]
    public async Task Export_FolderInThePlace_SaysSo()
    {
        (await Crm.TryExportAsync(ExportKind.Customers, Folder)).ShouldBe(new ExportOutcome.NotWritable(Folder));
        Directory.GetFiles(Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Export_FolderThatTakesNoFile_SaysSo()
    {
        if (!OperatingSystem.IsLinux())
            return; // root may write into any other folder
        const string place = "/sys/c.csv";

        (await Crm.TryExportAsync(ExportKind.Customers, place)).ShouldBe(new ExportOutcome.NotWritable(place));
    }

    [Fact]
    public async Task Export_LinkInThePlace_StaysALink()
    {
        var target = Path.Combine(Folder, "target.csv");
        await File.WriteAllTextAsync(target, "older");
        File.CreateSymbolicLink(Place, target);

        await Crm.TryExportAsync(ExportKind.Customers, Place);

        File.ResolveLinkTarget(Place, returnFinalTarget: false)!.FullName.ShouldBe(target);
        (await File.ReadAllTextAsync(target)).ShouldStartWith("customer_key,");
    }

    [Fact]
    public async Task Export_ToADevice_LeavesItOne()
    {
        if (OperatingSystem.IsWindows())
            return;

        (await Crm.TryExportAsync(ExportKind.Customers, "/dev/null")).ShouldBe(new ExportOutcome.Written(null, 3));

        // A file in its place would have an end and hold the rows.
        (await File.ReadAllBytesAsync("/dev/null")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Export_OlderFileForItsOwnerAlone_StaysSo()
    {
        if (OperatingSystem.IsWindows())
            return;
        await File.WriteAllTextAsync(Place, "older");
        File.SetUnixFileMode(Place, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await Crm.TryExportAsync(ExportKind.Customers, Place);

        File.GetUnixFileMode(Place).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Export_Done_IsOneAuditRowOfWhoTookWhatOut()
    {
        var anna = await Crm.AddUserAsync("anna@example.com");
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await Crm.RecomputeAsync();
        await Crm.ExecuteAsync("DELETE FROM audit_entries");
        var before = await Crm.FingerprintAsync();

        await Crm.TryExportAsync(ExportKind.Orders, Place, viewer: Viewer.Everything(new Actor(anna, "Anna A.")));
        await Crm.TryExportAsync(ExportKind.Scores, Place);
        await Crm.TryExportAsync(ExportKind.TierChanges, Place, TestCrm.Today);

        (await Crm.RowsAsync("SELECT user_id, user_name, action, subject, subject_id, at::date, details FROM audit_entries ORDER BY id")).ShouldBe(
        [
            $"{anna}|Anna A.|exported|export||2026-06-30|{{\"kind\": \"orders\", \"rows\": 3}}",
            "|system|exported|export||2026-06-30|{\"asOf\": \"2026-06-30\", \"kind\": \"scores\", \"rows\": 3}",
            "|system|exported|export||2026-06-30|{\"asOf\": \"2026-06-30\", \"kind\": \"tier-changes\", \"rows\": 0}",
        ]);
        var after = await Crm.FingerprintAsync();
        after.Where(t => before[t.Key] != t.Value).Select(t => t.Key).ShouldBe(["audit_entries"]);
    }
}
