using CustomerCrm.Infrastructure.EmbeddedPostgres;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.EmbeddedPostgres;

public sealed class FailureSentenceTests
{
    private readonly string _data = Path.Combine(TemporaryFolder.Create(), "data");

    private EmbeddedServerOptions Options => new() { DataFolder = _data, Disposable = true };

    [Fact]
    public async Task StartOrAttach_WrongFolderInTheEnvironment_NamesTheVariable()
    {
        using var application = await SecondApplication.StartAsync([_data], binFolder: "/nowhere/bin");

        application.Said.ShouldBe(
            "The environment variable CRM_POSTGRES_BIN names /nowhere/bin, but there is no initdb, no pg_ctl, no postgres in it: "
            + "it must be the bin folder of a PostgreSQL 15 or later.");
    }

    [Fact]
    public async Task StartOrAttach_ProgramsThatDoNotRun_SaysSo()
    {
        var bin = MakeFolder(Path.Combine(_data, "bin"));
        foreach (var name in (string[])["initdb", "pg_ctl", "postgres"])
            await File.WriteAllTextAsync(Path.Combine(bin, name), "no program");

        var failure = await ShouldFailAsync(Options with { BinFolder = bin });

        failure.ShouldStartWith($"The settings name {bin}, but its programs cannot be used: ");
    }

    [Fact]
    public async Task StartOrAttach_DataOfAnotherVersion_NamesBoth()
    {
        var cluster = MakeFolder(Path.Combine(_data, "postgres", "data"));
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "14\n");

        var failure = await ShouldFailAsync(Options);

        failure.ShouldContain($"The data in {cluster} was made by PostgreSQL 14 and the programs in ");
        failure.ShouldContain("set CRM_POSTGRES_BIN to the bin folder of a PostgreSQL 14");
    }

    [Fact]
    public async Task StartOrAttach_OtherFilesInItsFolder_LeavesThemAlone()
    {
        var cluster = MakeFolder(Path.Combine(_data, "postgres", "data"));
        var file = Path.Combine(cluster, "holiday.jpg");
        await File.WriteAllTextAsync(file, "");

        (await ShouldFailAsync(Options)).ShouldContain("holds files but no PostgreSQL data");
        File.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public async Task StartOrAttach_PasswordFileLost_NamesIt()
    {
        await (await EmbeddedServer.StartOrAttachAsync(Options)).DisposeAsync();
        var password = Path.Combine(_data, "postgres", "password");
        File.Delete(password);

        (await ShouldFailAsync(Options)).ShouldContain(password);
    }

    [Fact]
    public async Task StartOrAttach_DamagedSettings_NamesTheReasonAndTheLog()
    {
        await (await EmbeddedServer.StartOrAttachAsync(Options)).DisposeAsync();
        await File.AppendAllTextAsync(Path.Combine(_data, "postgres", "data", "postgresql.conf"), "no_such_setting = 1\n");

        var failure = await ShouldFailAsync(Options);

        failure.ShouldStartWith("PostgreSQL did not start: ");
        failure.ShouldEndWith($"the log is {Path.Combine(_data, "postgres", "server.log")}.");
    }

    [Fact]
    public async Task StartOrAttach_DataFolderIsAFile_SaysSo()
    {
        await File.WriteAllTextAsync(_data, "");

        (await ShouldFailAsync(Options)).ShouldContain(_data);
    }

    [Fact]
    public async Task StartOrAttach_StartLockHeld_GivesUpInTime()
    {
        Folders.Create(Path.Combine(_data, "postgres"), Folders.PassThrough);
        using var held = FolderLock.TryExclusive(Path.Combine(_data, "postgres", "start.lock"));

        (await ShouldFailAsync(Options with { StartTimeout = TimeSpan.FromSeconds(2) }))
            .ShouldContain("was not ready within 2 seconds");
    }

    private static async Task<string> ShouldFailAsync(EmbeddedServerOptions options) =>
        (await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedServer.StartOrAttachAsync(options))).Message;

    /// <summary>Whatever the umask: one that shuts the server's account out would send the server elsewhere.</summary>
    private static string MakeFolder(string path)
    {
        Folders.Create(path, Folders.PassThrough);
        return path;
    }
}
