using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using CustomerCrm.Infrastructure.EmbeddedPostgres;
using CustomerCrm.TestSupport;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.EmbeddedPostgres;

[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedServerTests
{
    private readonly string _data = Path.Combine(TemporaryFolder.Create(), "data");

    private string ServerFolder => Path.Combine(_data, "postgres");

    private EmbeddedServerOptions Disposable => new() { DataFolder = _data, Disposable = true };

    [Fact]
    public async Task StartOrAttach_FreshFolder_BringsAnUnicodeDatabaseInUtc()
    {
        await using var server = await EmbeddedServer.StartOrAttachAsync(Disposable);

        (await AskAsync(server, "SELECT current_database()")).ShouldBe("crm");
        (await AskAsync(server, "SHOW server_encoding")).ShouldBe("UTF8");
        (await AskAsync(server, "SHOW timezone")).ShouldBe("UTC");
        // The words of a search are letters in every script, or Chinese names are not found.
        (await AskAsync(server, "SELECT '精' ~ '^[[:alpha:]]$' AND upper('é') = 'É'")).ShouldBe(true);
    }

    [Fact]
    public async Task StartOrAttach_FreshFolder_KeepsThePasswordPrivate()
    {
        await using var server = await EmbeddedServer.StartOrAttachAsync(Disposable);

        File.GetUnixFileMode(Path.Combine(ServerFolder, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.Combine(ServerFolder, "server.log")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.Combine(ServerFolder, "socket")).ShouldBe(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "crm" };
        var refusal = await Should.ThrowAsync<PostgresException>(() => AskAsync(guess.ConnectionString, "SELECT 1"));
        refusal.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task StartOrAttach_SecondStart_KeepsTheData()
    {
        await using (var first = await EmbeddedServer.StartOrAttachAsync(new() { DataFolder = _data }))
            await AskAsync(first, "CREATE TABLE kept AS SELECT 7 AS number");

        await using var second = await EmbeddedServer.StartOrAttachAsync(new() { DataFolder = _data });

        (await AskAsync(second, "SELECT number FROM kept")).ShouldBe(7);
        (await AskAsync(second, "SHOW fsync")).ShouldBe("on");
        (await AskAsync(second, "SHOW data_checksums")).ShouldBe("on");
    }

    [Fact]
    public async Task Dispose_TwoUsers_LastOneOutStopsTheServer()
    {
        await using var first = await EmbeddedServer.StartOrAttachAsync(Disposable);
        await using var second = await EmbeddedServer.StartOrAttachAsync(Disposable);
        second.ProcessId.ShouldBe(first.ProcessId);

        await first.DisposeAsync();
        (await AskAsync(second, "SELECT 1")).ShouldBe(1);
        IsRunning(second.ProcessId).ShouldBeTrue();

        await second.DisposeAsync();
        IsRunning(second.ProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task StartOrAttach_SeveralAtOnce_ShareOneServer()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EmbeddedServer.StartOrAttachAsync(Disposable)));

        servers.Select(server => server.ProcessId).Distinct().Count().ShouldBe(1);
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        IsRunning(servers[0].ProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task StartOrAttach_ServerKilledInAWrite_KeepsWhatWasCommitted()
    {
        await using var first = await EmbeddedServer.StartOrAttachAsync(new() { DataFolder = _data });
        await AskAsync(first, "CREATE TABLE lines AS SELECT 1 AS number");
        var writing = AskAsync(first, "INSERT INTO lines SELECT generate_series(2, 20000000)");
        await Task.Delay(300);
        using (var postmaster = Process.GetProcessById(first.ProcessId))
            postmaster.Kill();
        await using var second = await EmbeddedServer.StartOrAttachAsync(new() { DataFolder = _data });

        second.ProcessId.ShouldNotBe(first.ProcessId);
        await Should.ThrowAsync<NpgsqlException>(() => writing);
        (await AskAsync(second, "SELECT count(*) FROM lines")).ShouldBe(1L);
    }

    [Fact]
    public async Task ConnectionString_ServerKilledUnderTheApplication_WorksAgain()
    {
        await using var server = await EmbeddedServer.StartOrAttachAsync(new() { DataFolder = _data });
        var killed = server.ProcessId;
        using (var postmaster = Process.GetProcessById(killed))
            postmaster.Kill();

        await UntilAsync(() => server.ProcessId != killed);

        (await AskAsync(server, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task StartOrAttach_ApplicationKilled_AttachesToItsServer()
    {
        using var killed = await SecondApplication.StartAsync([_data]);
        var serverProcessId = killed.ServerProcessId;
        await killed.KillAsync();

        await using (var next = await EmbeddedServer.StartOrAttachAsync(new() { DataFolder = _data }))
        {
            next.ProcessId.ShouldBe(serverProcessId);
            (await AskAsync(next, "SELECT 1")).ShouldBe(1);
        }
        IsRunning(serverProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task StartOrAttach_DisposableAndApplicationKilled_ServerEnds()
    {
        using var killed = await SecondApplication.StartAsync([_data, "disposable"]);
        IsRunning(killed.ServerProcessId).ShouldBeTrue();

        await killed.KillAsync();

        await UntilAsync(() => !IsRunning(killed.ServerProcessId));
    }

    [Fact]
    public async Task StartOrAttach_ProcessFileOfAStranger_Starts()
    {
        await (await EmbeddedServer.StartOrAttachAsync(Disposable)).DisposeAsync();
        // As after a power cut: the number is now another program's, this one's.
        var file = Path.Combine(ServerFolder, "data", "postmaster.pid");
        await File.WriteAllTextAsync(
            file, $"{Environment.ProcessId}\n{ServerFolder}/data\n1\n5432\n{ServerFolder}/socket\n\n  1 1\nready\n");

        await using var server = await EmbeddedServer.StartOrAttachAsync(Disposable);

        server.ProcessId.ShouldNotBe(Environment.ProcessId);
        (await AskAsync(server, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task StartOrAttach_HalfMadeCluster_StartsOver()
    {
        Folders.Create(_data, Folders.PassThrough);
        await (await EmbeddedServer.StartOrAttachAsync(Disposable)).DisposeAsync();
        Directory.Move(Path.Combine(ServerFolder, "data"), Path.Combine(ServerFolder, "data.init"));
        File.Delete(Path.Combine(ServerFolder, "data.init", "PG_VERSION"));

        await using var server = await EmbeddedServer.StartOrAttachAsync(Disposable);

        (await AskAsync(server, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task StartOrAttach_LongPath_UsesAShortSocketFolder()
    {
        var data = Path.Combine(_data, new string('l', 60), new string('p', 60), "客户, 数据");
        await using var server = await EmbeddedServer.StartOrAttachAsync(Disposable with { DataFolder = data });

        var host = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;
        host.Length.ShouldBeLessThan(40);
        (await AskAsync(server, "SHOW data_directory")).ShouldBe(Path.Combine(data, "postgres", "data"));
        await server.DisposeAsync();
        Directory.Delete(host, recursive: true);
    }

    [Fact]
    public async Task StartOrAttach_OverTcp_ListensOnLoopbackOnly()
    {
        await using var server = await EmbeddedServer.StartOrAttachAsync(Disposable with { UseTcp = true });

        (await AskAsync(server, "SELECT host(inet_server_addr())")).ShouldBe("127.0.0.1");
        (await AskAsync(server, "SHOW listen_addresses")).ShouldBe("127.0.0.1");
    }

    [RootFact]
    public async Task StartOrAttach_AsRoot_RunsAsAnotherAccount()
    {
        await using var server = await EmbeddedServer.StartOrAttachAsync(Disposable);

        (await OwnerOfAsync(server.ProcessId)).ShouldBeOneOf("postgres", "nobody");
    }

    [RootFact(runsThisAssembly: true)]
    public async Task StartOrAttach_AsAnOrdinaryUser_RunsAsThatUser()
    {
        Folders.Create(_data, Folders.PassThrough);
        await RunAsync("chown", "nobody", _data);
        using var ordinary = await SecondApplication.StartAsync(
            [_data], ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]);

        ordinary.Said.ShouldStartWith("ready ");
        (await OwnerOfAsync(ordinary.ServerProcessId)).ShouldBe("nobody");
        File.GetUnixFileMode(ServerFolder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await ordinary.LeaveAsync();
        IsRunning(ordinary.ServerProcessId).ShouldBeFalse();
    }

    private static Task<object?> AskAsync(EmbeddedServer server, string sql) => AskAsync(server.ConnectionString, sql);

    private static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static bool IsRunning(int processId) => ServerProcesses.IsAlive(processId);

    private static async Task UntilAsync(Func<bool> condition)
    {
        var waiting = Stopwatch.StartNew();
        while (!condition())
        {
            waiting.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
            await Task.Delay(50);
        }
    }

    private static Task<string> OwnerOfAsync(int processId) =>
        RunAsync("stat", "-c", "%U", $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}");

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output.Trim();
    }
}
