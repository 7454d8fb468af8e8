using System.IO.Compression;
using System.Text;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Imports;

/// <summary>Files by page: checked first, applied whole or not at all and once, undone, and refused with a sentence.</summary>
public sealed class ImportPagesTests : IAsyncLifetime
{
    private CrmFactory _crm = null!;

    public async Task InitializeAsync() => _crm = await CrmFactory.StartAsync(("Import:LargestUpload", "300000"));

    public async Task DisposeAsync() => await _crm.DisposeAsync();

    [Fact]
    public async Task File_CheckedAndApplied_IsTheSendersAndOnce()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        var user = await _crm.UserAsync(Roles.Admin);

        var seen = await admin.SendAsync("customers", "customer_key,name,nonsense\nA1,First,x\nA2,=Second,y\n");

        (seen.Status, seen.Accepted(), seen.Rejected(), seen.IsApplied()).ShouldBe((200, 2, 0, false));
        seen.Words("#warnings")!.ShouldContain("nonsense");
        (await CountAsync()).ShouldBe(0);
        var twice = await Task.WhenAll(
            admin.SubmitAsync(seen, "", "#apply"), admin.SubmitAsync(seen, "", "#apply"));
        twice.ShouldAllBe(a => a.Status == 302);
        var applied = await admin.GetAsync(twice[0].Location!);
        (applied.Accepted(), applied.IsApplied()).ShouldBe((2, true));
        var import = await _crm.WithDbAsync(db => db.Imports.SingleAsync());
        import.Id.ShouldBe(applied.ImportId());
        import.AppliedBy.ShouldBe(user.DisplayName);
        (await _crm.WithDbAsync(db => db.AuditEntries.SingleAsync(e => e.Action == "imported"))).UserId.ShouldBe(user.Id);
        var before = await PrintAsync();
        var again = await admin.PressAsync(seen, "#apply");
        again.ImportId().ShouldBe(import.Id);
        again.Words(".flash").ShouldNotBeNull();
        (await PrintAsync()).ShouldBe(before);
        // The very file again changes nothing, and is no import.
        var same = await admin.PressAsync(await admin.SendAsync("customers", "customer_key,name,nonsense\nA1,First,x\nA2,=Second,y\n"), "#apply");
        (same.IsApplied(), await _crm.WithDbAsync(db => db.Imports.CountAsync())).ShouldBe((true, 1));
    }

    [Fact]
    public async Task File_RowsInError_AreToldEncodedAndLeftOutOnDemand()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        const string hostile = "<script>alert(1)</script>";
        var csv = $"customer_key,name,kind\nB1,Good,company\nB2,Bad,{hostile}\nB3,Bad,=cmd|x\nB4,Bad,\u202Eevil\nB5,Bad,a\u0000b\n";

        var seen = await admin.SendAsync("customers", "<img src=x>.csv", Encoding.UTF8.GetBytes(csv));

        (seen.Accepted(), seen.Rejected()).ShouldBe((0, 4));
        seen.Lines().ShouldBe([3, 4, 5, 6]);
        seen.Text.ShouldNotContain(hostile);
        seen.Text.ShouldNotContain("<img src=x>");
        seen.Page.QuerySelector("[data-line='3']")!.TextContent.ShouldContain(hostile);
        seen.Page.QuerySelector("#apply").ShouldBeNull();
        var errors = await admin.GetAsync(seen.Page.QuerySelector("#errors a")!.GetAttribute("href")!);
        errors.Text.ShouldStartWith("line,column,value,reason\n3,kind," + hostile);
        errors.Text.ShouldContain("\n4,kind,'=cmd|x,");
        var skipping = await admin.PressAsync(seen, "#skip");
        (skipping.Accepted(), skipping.Rejected()).ShouldBe((1, 4));
        var applied = await admin.PressAsync(skipping, "#apply");
        (applied.IsApplied(), applied.Accepted(), applied.Rejected()).ShouldBe((true, 1, 4));
        (await _crm.WithDbAsync(db => db.Customers.Select(c => c.CustomerKey).ToListAsync())).ShouldBe(["B1"]);
        (await admin.GetAsync(applied.Page.QuerySelector("#errors a")!.GetAttribute("href")!)).Text.ShouldContain("\n3,kind,");
    }

    [Fact]
    public async Task File_OfAnotherKindOrCorrupt_IsRefusedWithASentenceAndChangesNothing()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        var before = await PrintAsync();
        var files = new (string Name, byte[] Content, string Why)[]
        {
            ("book.xlsx", Zip("xl/workbook.xml", "[Content_Types].xml"), "File.Workbook"), ("orders.csv", Zip("a.txt"), "File.Archive"),
            ("picture.csv", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0], "File.Image"), ("empty.csv", [], "File.Empty"),
            ("cut.csv.gz", Gzip(Encoding.UTF8.GetBytes("customer_key,name\n"))[..12], "File.NotGzip"), ("bomb.csv", Gzip(new byte[50_000_000]), ""),
            ("head.csv", "name\nx\n"u8.ToArray(), "File.ColumnMissing"), ("nul.csv", "customer_key,na\u0000me\nx,y\n"u8.ToArray(), ""),
            ("\u0007..\\..\\con\u202E.csv", "PK"u8.ToArray(), ""), ("half.csv", [.. "customer_key,name\nx,"u8, 0xFF, 0xC0, (byte)'\n'], "File.NotUtf8"),
        };
        foreach (var (name, content, why) in files)
        {
            var answer = await admin.SendAsync("customers", name, content);
            answer.Status.ShouldBe(200, name);
            answer.FileError().ShouldNotBeNull(name);
            if (why.Length > 0)
                answer.FileError().ShouldBe(why, name);
            answer.Words("[data-file-error]")!.Length.ShouldBeGreaterThan(10, name);
        }

        (await PrintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task File_TooLargeOrNoneOrWithoutATokenOrCutOff_LeavesNothing()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);

        var large = await admin.SendAsync("customers", "large.csv", new byte[300_001]);
        (large.Status, large.FileError()).ShouldBe((400, "Upload"));
        large.Words("#file-error")!.ShouldContain("300000 B");
        (await admin.SendAsync("customers", "", Array.Empty<byte>())).FileError().ShouldBe("Upload");
        (await admin.SendAsync("nonsense", "a.csv", "x"u8.ToArray())).Words("#kind-error")!.Length.ShouldBeGreaterThan(5);
        (await admin.SendAsync("customers", "a.csv", "x"u8.ToArray(), ("Encoding", "utf-7"))).Status.ShouldBe(400);
        using (var form = new MultipartFormDataContent { { new StringContent("customers"), "Form.Kind" }, { new ByteArrayContent("x"u8.ToArray()), "File", "a.csv" } })
            (await admin.PostAsync("/Imports/New", form)).Status.ShouldBe(400);
        using (var form = await admin.FormAsync())
        {
            form.Add(new StringContent("customers"), "Form.Kind");
            form.Add(new ByteArrayContent("customer_key,name\nx,y\n"u8.ToArray()), "File", "a.csv");
            var whole = await form.ReadAsByteArrayAsync();
            using var cut = new ByteArrayContent(whole[..^20]);
            cut.Headers.ContentType = form.Headers.ContentType;
            (await admin.PostAsync("/Imports/New", cut)).Status.ShouldBe(400);
        }

        (await _crm.WithDbAsync(db => db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM import_uploads").SingleAsync())).ShouldBe(0);
        (await PrintAsync()).ShouldBe(string.Join('\n', before.Split('\n').Where(t => !t.StartsWith("import_upload", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Import_UndoneByPage_SaysBeforeWhatItDoesAndWhatStays()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        var user = await _crm.UserAsync(Roles.Admin);
        var applied = await admin.PressAsync(await admin.SendAsync("customers", "customer_key,name\nD1,One\nD2,Two\nD3,Three\n"), "#apply");
        await _crm.WithDbAsync(async db =>
        {
            (await db.Customers.SingleAsync(c => c.CustomerKey == "D2")).AssignOwner(user.Id, DateTimeOffset.UtcNow);
            return await db.SaveChangesAsync();
        });
        var before = await PrintAsync();
        var page = await admin.GetAsync($"/Imports/{applied.ImportId()}");

        var look = await admin.SubmitAsync(page, "", "#look");

        (await PrintAsync()).ShouldBe(before);
        look.Page.QuerySelector("[data-removed='2'][data-kept='1']").ShouldNotBeNull();
        look.Page.QuerySelector("[data-kept-row='D2']").ShouldNotBeNull();
        var done = await admin.SubmitAsync(look, "", "#do-undo");
        done.Page.QuerySelector("[data-removed='2'][data-kept='1']").ShouldNotBeNull();
        (await _crm.WithDbAsync(db => db.Customers.Select(c => c.CustomerKey).ToListAsync())).ShouldBe(["D2"]);
        (await _crm.WithDbAsync(db => db.AuditEntries.SingleAsync(e => e.Action == "undone import"))).UserId.ShouldBe(user.Id);
        var second = await admin.SubmitAsync(look, "", "#do-undo");
        second.Status.ShouldBe(200);
    }

    [Fact]
    public async Task Templates_OfEachKind_AreGoodFiles()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        foreach (var kind in new[] { "customers", "activities", "orders", "order-lines", "costs", "surveys" })
        {
            var template = await admin.GetAsync("/Imports/New?handler=Template&kind=" + kind);
            var seen = await admin.SendAsync(kind, kind + ".csv", Encoding.UTF8.GetBytes(template.Text));
            (seen.Accepted(), seen.Rejected()).ShouldBe((1, 0), kind + seen.Words("#errors"));
            (await admin.PressAsync(seen, "#apply")).IsApplied().ShouldBeTrue(kind);
        }
    }

    [Fact]
    public async Task Uploads_ThatNobodyTouchedForAWeek_AreDropped()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        await admin.PressAsync(await admin.SendAsync("customers", "customer_key,name\nE1,One\n"), "#apply");
        var left = await admin.SendAsync("customers", "customer_key,name\nE2,Two\n");
        var store = _crm.Services.GetRequiredService<UploadStore>();
        _crm.Clock.Now += TimeSpan.FromDays(6.9);
        await store.DropOldAsync(default);
        (await _crm.WithDbAsync(db => db.ImportUploads.CountAsync())).ShouldBe(2);

        _crm.Clock.Now += TimeSpan.FromDays(.2);
        await store.DropOldAsync(default);

        (await _crm.WithDbAsync(db => db.ImportUploads.SingleAsync())).ImportId.ShouldNotBeNull();
        left.Rejected().ShouldBe(0);
    }

    private Task<int> CountAsync() => _crm.WithDbAsync(db => db.Customers.CountAsync());

    /// <summary>Everything but the uploads themselves.</summary>
    private async Task<string> PrintAsync() => string.Join('\n', (await _crm.WithDbAsync(Fingerprint.OfAsync)).Split('\n')
        .Where(table => !table.StartsWith("import_upload", StringComparison.Ordinal)));

    private static byte[] Zip(params string[] names)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
                zip.CreateEntry(name);
        }

        return memory.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return memory.ToArray();
    }
}
