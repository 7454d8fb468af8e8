using System.Security.Cryptography;
using System.Text;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>The files of one embedded server: the cluster belongs to the server's account, the rest to the application.</summary>
internal sealed class ServerFolder(string root)
{
    /// <summary>A unix socket's address holds this many bytes; the server appends its own file name to the folder.</summary>
    private static readonly int LongestSocketPath = OperatingSystem.IsLinux() ? 107 : 103;

    private const string Misread = ",:\";'=";

    private const string SocketFile = "/.s.PGSQL.5432";

    public string Root { get; } = root;

    public string Data { get; } = Path.Combine(root, "data");

    /// <summary>A new cluster grows here and is then renamed: a crash leaves no half cluster behind.</summary>
    public string Unfinished { get; } = Path.Combine(root, "data.init");

    public string Log { get; } = Path.Combine(root, "server.log");

    public string PasswordFile { get; } = Path.Combine(root, "password");

    public string StartLock { get; } = Path.Combine(root, "start.lock");

    public string UsersLock { get; } = Path.Combine(root, "users.lock");

    public ServerAccount Account { get; } = ServerAccount.Choose(Path.Combine(root, "data"));

    public bool HasCluster => File.Exists(VersionFile);

    /// <summary>The major version that made the cluster.</summary>
    public string ClusterVersion => File.ReadAllText(VersionFile).Trim();

    private string VersionFile => Path.Combine(Data, "PG_VERSION");

    public void Create() => Folders.Create(Root, Account.IsSelf ? Folders.Private : Folders.PassThrough);

    public string ReadPassword() => File.Exists(PasswordFile)
        ? File.ReadAllText(PasswordFile).Trim()
        : throw new EmbeddedPostgresException(
            $"The server's password is missing: {PasswordFile} belongs to the data beside it and must be restored with it.");

    public string NewPassword()
    {
        var password = RandomNumberGenerator.GetHexString(48, lowercase: true);
        Folders.WritePrivate(PasswordFile, password);
        return password;
    }

    /// <summary>
    /// The folder of the unix socket: beside the data, or a short one elsewhere when the path is too long or has signs that a
    /// connection string or the server's own settings would read as something else.
    /// </summary>
    public string CreateSocketFolder()
    {
        var folder = SocketFolders().First(folder =>
            Encoding.UTF8.GetByteCount(folder + SocketFile) <= LongestSocketPath && !folder.Any(Misread.Contains));
        if (!Account.IsSelf && Path.GetDirectoryName(folder) is { } parent)
            Folders.Create(parent, Folders.PassThrough);
        Folders.Create(folder, Folders.Private);
        // A folder in the common temp folder could be somebody else's trap: only the owner may set a mode.
        if (new DirectoryInfo(folder).LinkTarget is not null)
            throw new EmbeddedPostgresException($"The socket folder {folder} is a link; remove it.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Folders.Private);
        Account.Own(folder);
        return folder;
    }

    private string[] SocketFolders()
    {
        var shortName = $"crm-{Folders.ShortHash(Root)}";
        return Account.IsSelf
            ? [Path.Combine(Root, "socket"), Path.Combine(Path.GetTempPath(), shortName), Path.Combine("/tmp", shortName)]
            : [Path.Combine(Root, "socket"), Path.Combine("/run", shortName)];
    }
}
