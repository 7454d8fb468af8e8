using System.Text;

namespace CustomerCrm.Infrastructure.Importing.Reading.Encodings;

/// <summary>The first text of a file that is not ASCII: by it a person sees whether the file was read right.</summary>
internal sealed class TextSample
{
    private const int Longest = 20;
    private const char ByteOrderMark = '\uFEFF';

    private readonly StringBuilder sample = new();

    public bool Ended { get; private set; }

    public void Add(ReadOnlySpan<char> text)
    {
        if (!Ended && sample.Length == 0)
        {
            text = text.TrimStart(ByteOrderMark);
            var first = text.IndexOfAnyExceptInRange('\0', '\x7F');
            text = first < 0 ? [] : text[first..];
        }

        foreach (var c in Ended ? [] : text)
        {
            // Not half a character at the end.
            if (char.IsControl(c) || c is ',' or ';' or '|' or '"' || (sample.Length >= Longest && !char.IsLowSurrogate(c)))
            {
                Ended = true;
                return;
            }

            sample.Append(c);
        }
    }

    /// <summary>Tells the encoding, and the sample where there is one.</summary>
    public ImportMessage Remark(TextEncoding encoding) =>
        sample.Length == 0 ? new("Remark.Encoding", encoding.Name) : new("Remark.EncodingSample", encoding.Name, sample.ToString());
}
