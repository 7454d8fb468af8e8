using System.Runtime.Versioning;
using CustomerCrm.Infrastructure.EmbeddedPostgres;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.EmbeddedPostgres;

[UnsupportedOSPlatform("windows")]
public sealed class FoldersTests
{
    private readonly string _folder = TemporaryFolder.Create();

    [Fact]
    public void DataFolder_NothingConfigured_LiesInTheCheckout()
    {
        var root = Path.GetDirectoryName(DataFolder.Default())!;

        File.Exists(Path.Combine(root, "CustomerCrm.sln")).ShouldBeTrue();
        Path.GetFileName(DataFolder.Default()).ShouldBe(".data");
    }

    [Fact]
    public void DataFolder_Configured_IsMadeForItsOwnerOnly()
    {
        var data = DataFolder.Resolve(Path.Combine(_folder, "a", "b"));

        data.Path.ShouldBe(Path.Combine(_folder, "a", "b"));
        const UnixFileMode forOthers =
            UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        (File.GetUnixFileMode(data.Path) & forOthers).ShouldBe(UnixFileMode.None);
    }

    [RootFact]
    public void DataFolder_ClosedToTheServersAccount_PutsTheServerElsewhere()
    {
        var closed = Directory.CreateDirectory(Path.Combine(_folder, "home"), Folders.Private);

        DataFolder.Resolve(Path.Combine(closed.FullName, ".data")).Server.Root.ShouldStartWith("/var/lib/customer-crm/");
    }

    [Fact]
    public void TryLink_PackageWithoutItsLinks_MakesThem()
    {
        var native = Directory.CreateDirectory(Path.Combine(_folder, "native")).FullName;
        Directory.CreateDirectory(Path.Combine(native, "bin"));
        Directory.CreateDirectory(Path.Combine(native, "lib"));
        File.WriteAllText(Path.Combine(native, "lib", "libx.so.1.2"), "library");
        File.WriteAllText(
            Path.Combine(native, "pg-symlinks.json"),
            """[{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so"}]""");

        NpmPackage.TryLink(Path.Combine(native, "bin")).ShouldBeTrue();
        NpmPackage.TryLink(Path.Combine(native, "bin")).ShouldBeTrue();

        File.ReadAllText(Path.Combine(native, "lib", "libx.so")).ShouldBe("library");
        new FileInfo(Path.Combine(native, "lib", "libx.so")).LinkTarget.ShouldBe("libx.so.1.2");
    }

    [Fact]
    public void RealPath_LinkOnTheWay_IsFollowed()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "real", "inner"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), "real");

        Folders.RealPath(Path.Combine(_folder, "link", "inner"))
            .ShouldBe(Path.Combine(Folders.RealPath(_folder), "real", "inner"));
    }

    [Fact]
    public void FolderLock_Shared_KeepsAnExclusiveOneOut()
    {
        var file = Path.Combine(_folder, "lock");
        using (FolderLock.TryShared(file))
        using (FolderLock.TryShared(file).ShouldNotBeNull())
            FolderLock.TryExclusive(file).ShouldBeNull();
        using var alone = FolderLock.TryExclusive(file).ShouldNotBeNull();
        FolderLock.TryShared(file).ShouldBeNull();
    }
}
