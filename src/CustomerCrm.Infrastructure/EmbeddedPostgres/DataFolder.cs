namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>
/// Where the application keeps what it must not lose: the configured folder, else .data in the checkout it runs from, else
/// CustomerCrm in the account's local application data.
/// </summary>
public sealed class DataFolder
{
    private const string SystemFolder = "/var/lib/customer-crm";

    private DataFolder(string path, ServerFolder server)
    {
        Path = path;
        Server = server;
    }

    public string Path { get; }

    /// <summary>The embedded server's part; it lies elsewhere when the account the server runs as cannot come here.</summary>
    internal ServerFolder Server { get; }

    public static DataFolder Resolve(string? configured)
    {
        var path = System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? Default() : configured);
        try
        {
            var server = new ServerFolder(System.IO.Path.Combine(path, "postgres"));
            if (!server.Account.IsSelf && !server.Account.CanEnter(NearestExisting(path)))
                server = new ServerFolder(System.IO.Path.Combine(SystemFolder, Folders.ShortHash(path)));
            // The server's account passes through, and sees only what it is given.
            Folders.Create(path, server.Account.IsSelf ? Folders.Private : Folders.PassThrough);
            return new DataFolder(path, server);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"The data folder {path} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>A place for copied programs that every account can reach, or at least this one when it is no root.</summary>
    internal string CopiesFolder() => System.IO.Path.Combine(Server.Account.IsSelf ? Server.Root : SystemFolder, "programs");

    internal static string Default()
    {
        if (CheckoutRoot() is { } root)
            return System.IO.Path.Combine(root, ".data");
        var local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        // An account without a home has none.
        return local.Length > 0 ? System.IO.Path.Combine(local, "CustomerCrm") : System.IO.Path.Combine(SystemFolder, "data");
    }

    private static string? CheckoutRoot() =>
        Folders.Upwards(AppContext.BaseDirectory)
            .FirstOrDefault(folder => File.Exists(System.IO.Path.Combine(folder, "CustomerCrm.sln")));

    private static string NearestExisting(string path) => Folders.Upwards(path).First(Directory.Exists);
}
