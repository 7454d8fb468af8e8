using System.Globalization;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>What the server writes about itself into postmaster.pid: who it is, where it listens, whether it is ready.</summary>
internal sealed record PostmasterFile(int ProcessId, int Port, string SocketFolder, string Status)
{
    private const string Name = "postmaster.pid";

    public bool IsReady => Status == "ready";

    /// <summary>The address as a connection string names it; a server that listens on a port has no socket folder.</summary>
    public string Host => SocketFolder.Length > 0 ? SocketFolder : "127.0.0.1";

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, Name);

    /// <summary>Nothing when there is no such file; while the server is still writing it the status is empty.</summary>
    public static PostmasterFile? Read(string dataFolder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathIn(dataFolder));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        string Line(int number) => lines.Length >= number ? lines[number - 1].Trim() : "";
        _ = int.TryParse(Line(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var processId);
        _ = int.TryParse(Line(4), CultureInfo.InvariantCulture, out var port);
        // A single-user server writes a negative number.
        return new PostmasterFile(Math.Abs(processId), port, Line(5), Line(8));
    }
}
