using System.Globalization;
using System.Runtime.InteropServices;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>
/// The account the server runs as. PostgreSQL refuses to run as root, so root hands it to an account that can do nothing
/// else; everybody else runs it as themselves.
/// </summary>
internal sealed record ServerAccount(string? Name, uint UserId, uint GroupId)
{
    public static readonly ServerAccount Self = new(null, 0, 0);

    public bool IsSelf => Name is null;

    /// <summary>What stands before a program's name to run it as this account.</summary>
    public string[] Prefix => IsSelf
        ? []
        : ["setpriv", $"--reuid={Text(UserId)}", $"--regid={Text(GroupId)}", "--clear-groups"];

    /// <summary>The owner of an existing cluster goes on owning it; a new one goes to postgres, else nobody.</summary>
    public static ServerAccount Choose(string clusterFolder)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return Self;
        return OwnerOf(clusterFolder) ?? ByName("postgres") ?? ByName("nobody")
            ?? throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root, and there is neither an account postgres nor nobody it could run as: "
                + "start the application as an ordinary user.");
    }

    public bool CanEnter(string folder) => IsSelf || Programs.Run(this, "test", ["-x", folder]).ExitCode == 0;

    /// <summary>Gives one file or folder to this account.</summary>
    public void Own(string path)
    {
        if (!IsSelf && NativeChown(path, UserId, GroupId) != 0)
            throw new EmbeddedPostgresException(
                $"{path} could not be given to the account {Name}: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    private static ServerAccount? OwnerOf(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        var answer = Programs.Run(Self, "stat", ["-c", "%u %g %U", folder]);
        if (answer.ExitCode != 0 || answer.Output.Split(' ') is not [var user, var group, var name])
            return null;
        var account = new ServerAccount(name, Number(user), Number(group));
        return account.UserId == 0 ? null : account;
    }

    internal static ServerAccount? ByName(string name)
    {
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            if (line.Split(':') is [var entry, _, var user, var group, ..] && entry == name)
                return new ServerAccount(name, Number(user), Number(group));
        }
        return null;
    }

    private static string Text(uint id) => id.ToString(CultureInfo.InvariantCulture);

    private static uint Number(string id) => uint.Parse(id, CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "lchown", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeChown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);
}
