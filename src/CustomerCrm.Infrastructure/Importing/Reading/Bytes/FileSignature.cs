namespace CustomerCrm.Infrastructure.Importing.Reading.Bytes;

/// <summary>What a file is by its first bytes, where that is no text: people send the workbook instead of its CSV.</summary>
internal static class FileSignature
{
    private const int TextSample = 4 * 1024;
    private const int Tenth = 10;

    /// <exception cref="UnreadableFileException">It is a workbook, an archive, a picture ...</exception>
    public static void Check(ReadOnlySpan<byte> head)
    {
        if (Found(head) is { } reason)
        {
            throw new UnreadableFileException(reason);
        }
    }

    /// <summary>More than a tenth is control characters; one or two in a cell are the cell's own fault.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> head)
    {
        var sample = head[..Math.Min(head.Length, TextSample)];
        var controls = 0L;
        foreach (var b in sample)
        {
            controls += b < ' ' && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r') ? 1 : 0;
        }

        return IsTenth(controls, sample.Length);
    }

    /// <summary>What a broken disk leaves behind a good beginning.</summary>
    public static bool IsTenth(long part, long whole) => part * Tenth > whole;

    private static ImportMessage? Found(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)
            ? head.IndexOf("xl/"u8) >= 0 ? new("File.Workbook") : new("File.Archive", "ZIP")
        : head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? new("File.OldWorkbook")
        : head.StartsWith("%PDF-"u8) ? new("File.Pdf")
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG"u8]) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
            || head.StartsWith("GIF8"u8) || (head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WEBP"u8))
            || head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) ? new("File.Image")
        : head.StartsWith((ReadOnlySpan<byte>)[.. "7z"u8, 0xBC, 0xAF]) ? new("File.Archive", "7z")
        : head.StartsWith("Rar!\x1A"u8) ? new("File.Archive", "RAR")
        : head.StartsWith("BZh"u8) && head.Length > 4 && head[4] == 0x31 ? new("File.Archive", "bzip2")
        : head.StartsWith((ReadOnlySpan<byte>)[0xFD, .. "7zXZ"u8]) ? new("File.Archive", "xz")
        : head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? new("File.Archive", "zstd")
        : GzipMembers.BeginWith(head) ? new("File.Archive", "gzip")
        : null;
}
