using System.Buffers;
using System.Text;

namespace CustomerCrm.Infrastructure.Importing.Reading.Encodings;

/// <summary>The first text of a file that is not ASCII: by it a person sees whether the file was read right.</summary>
internal sealed class TextSample
{
    private const int Longest = 20;

    /// <summary>ASCII, and byte order marks, which show nothing.</summary>
    private static readonly SearchValues<char> Passed =
        SearchValues.Create([.. Enumerable.Range(0, 128).Select(i => (char)i), '\uFEFF']);

    private readonly StringBuilder sample = new();

    public bool Ended { get; private set; }

    public void Add(ReadOnlySpan<char> text)
    {
        if (!Ended && sample.Length == 0)
        {
            var first = text.IndexOfAnyExcept(Passed);
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
