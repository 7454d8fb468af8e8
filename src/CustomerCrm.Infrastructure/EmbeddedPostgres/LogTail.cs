using System.Text;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>What the server's log gained since a moment, and the line in it that names the reason of a failure.</summary>
internal sealed class LogTail(string file)
{
    private const long LongestLog = 5 * 1024 * 1024;

    private readonly long _start = File.Exists(file) ? new FileInfo(file).Length : 0;

    /// <summary>Between two servers the log may be put aside; one older log is kept.</summary>
    public static void Rotate(string file)
    {
        if (File.Exists(file) && new FileInfo(file).Length > LongestLog)
            File.Move(file, file + ".1", overwrite: true);
    }

    public string Read()
    {
        if (!File.Exists(file))
            return "";
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(Math.Min(_start, stream.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The last complaint in a program's output, without prefix and final stop, to stand inside a sentence.</summary>
    public static string Reason(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.LastOrDefault(IsComplaint) ?? lines.LastOrDefault() ?? "it said nothing";
        foreach (var mark in (string[])["FATAL:", "error:", "PANIC:"])
        {
            if (line.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0)
                line = line[(at + mark.Length)..];
        }
        return line.Trim().TrimEnd('.');
    }

    private static bool IsComplaint(string line) =>
        line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("error:", StringComparison.Ordinal)
        || line.Contains("PANIC:", StringComparison.Ordinal);
}
