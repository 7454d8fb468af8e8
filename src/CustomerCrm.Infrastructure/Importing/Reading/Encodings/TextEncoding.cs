using System.Text;

namespace CustomerCrm.Infrastructure.Importing.Reading.Encodings;

/// <summary>An encoding that files come in, under the name it is told by.</summary>
internal sealed class TextEncoding
{
    public static readonly TextEncoding Utf8 = new("utf-8", 65001, [0xEF, 0xBB, 0xBF]);
    public static readonly TextEncoding Utf16Le = new("utf-16le", 1200, [0xFF, 0xFE]);
    public static readonly TextEncoding Utf16Be = new("utf-16be", 1201, [0xFE, 0xFF]);
    public static readonly TextEncoding Gb18030 = new("gb18030", 54936, [0x84, 0x31, 0x95, 0x33]);
    public static readonly TextEncoding Big5 = new("big5", 950, []);
    public static readonly TextEncoding Windows1252 = new("windows-1252", 1252, []);

    private static readonly TextEncoding[] Marked = [Utf8, Utf16Le, Utf16Be, Gb18030];

    /// <summary>Little-endian where no byte order mark says otherwise.</summary>
    private const string AnyUtf16 = "utf-16";

    private const string Names = "utf-8, utf-16, utf-16le, utf-16be, gb18030, gbk, gb2312, big5, windows-1252, latin1, iso-8859-1";

    private readonly int codePage;
    private readonly byte[] mark;

    private TextEncoding(string name, int codePage, byte[] mark) => (Name, this.codePage, this.mark) = (name, codePage, mark);

    public string Name { get; }

    /// <summary>A line end is a byte of its own, never part of another character.</summary>
    public bool IsOfBytes => this != Utf16Le && this != Utf16Be;

    /// <summary>The encoding that a byte order mark at the start tells; null where there is none.</summary>
    /// <exception cref="UnreadableFileException">It tells of one that nobody uses.</exception>
    public static TextEncoding? ByMark(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            throw new UnreadableFileException("File.EncodingUnknown", "utf-32", Names);
        }

        foreach (var encoding in Marked)
        {
            if (head.StartsWith(encoding.mark))
            {
                return encoding;
            }
        }

        return null;
    }

    /// <exception cref="UnreadableFileException">No such encoding, or the file's own mark tells of another.</exception>
    public static TextEncoding Named(string name, ReadOnlySpan<byte> head)
    {
        var marked = ByMark(head);
        var asked = name.Trim().ToLowerInvariant();
        var found = asked switch
        {
            "utf-8" or "utf8" => Utf8,
            AnyUtf16 or "utf16" => marked == Utf16Be ? Utf16Be : Utf16Le,
            "utf-16le" => Utf16Le,
            "utf-16be" => Utf16Be,
            "gb18030" or "gbk" or "gb2312" => Gb18030,
            "big5" => Big5,
            "windows-1252" or "latin1" or "iso-8859-1" => Windows1252,
            _ => throw new UnreadableFileException("File.EncodingUnknown", name, Names),
        };
        return marked is null || marked == found ? found : throw new UnreadableFileException("File.EncodingOther", marked.Name, asked);
    }

    /// <summary>Asked of the provider itself: registering it would change what every other part of the process decodes.</summary>
    public Decoder NewDecoder(DecoderFallback misfit)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, misfit)
            ?? Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, misfit);
        return encoding.GetDecoder();
    }
}
