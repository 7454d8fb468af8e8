namespace CustomerCrm.Infrastructure.Importing.Reading.Encodings;

/// <summary>Counts lines that come in pieces; LF, CR and CRLF each end one.</summary>
internal struct LineCount
{
    private bool afterReturn;

    public LineCount()
    {
    }

    /// <summary>The line that the next character stands on.</summary>
    public long Line { get; private set; } = 1;

    public void Add(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
        {
            var returns = text.Count('\r');
            Add(text.Count('\n') + returns - (returns > 0 ? text.Count("\r\n") : 0), text[0] == '\n', text[^1] == '\r');
        }
    }

    public void Add(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            var returns = text.Count((byte)'\r');
            Add(text.Count((byte)'\n') + returns - (returns > 0 ? text.Count("\r\n"u8) : 0), text[0] == '\n', text[^1] == '\r');
        }
    }

    private void Add(int ends, bool feedFirst, bool returnLast)
    {
        Line += ends - (afterReturn && feedFirst ? 1 : 0);
        afterReturn = returnLast;
    }
}
