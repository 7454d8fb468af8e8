using System.Runtime.InteropServices;
using CustomerCrm.Infrastructure.Importing.Reading.Encodings;

namespace CustomerCrm.Infrastructure.Importing.Reading;

/// <summary>
/// Stands between a file's text and the parser, which keeps a row whole in memory however long it is: counts what was handed out
/// since the row began and refuses the file when that is too much. The parser asks for more only when it has used all it got, so
/// what was handed out is what it has seen.
/// </summary>
internal sealed class RowText(DecodedText text, ImportLimits limits) : TextReader
{
    /// <summary>The line end is no part of the row.</summary>
    private const int LineEnd = 2;

    private readonly List<char> header = [];
    private bool recording = true;
    private int replayed;
    private long handedOut;
    private long rowStart;
    private long line;

    /// <summary>The text has ended.</summary>
    public bool Ended { get; private set; }

    /// <summary>Hands out everything from the start again; possible until <see cref="StopRecording"/>.</summary>
    public void StartAgain() => (replayed, handedOut, Ended) = (0, 0, false);

    public void StopRecording() => recording = false;

    /// <param name="start">How many characters had been parsed where the row begins.</param>
    public void BeginRow(long start, long onLine) => (rowStart, line) = (start, onLine);

    /// <summary>Passes over line ends between rows without the parser, where it holds no more text: it takes its time over each.</summary>
    /// <param name="parsed">How many characters have been parsed.</param>
    /// <returns>How many lines they were.</returns>
    public long PassLineEnds(long parsed) =>
        parsed == handedOut && !recording && replayed == header.Count ? text.PassLineEnds() : 0;

    /// <exception cref="UnreadableFileException">The row that ends here is too long.</exception>
    public void EndRow(long end) => CheckLength(end);

    public override int Read(char[] buffer, int index, int count)
    {
        CheckLength(handedOut);
        var target = buffer.AsSpan(index, count);
        var read = Replay(target);
        if (read == 0)
        {
            read = text.Read(target);
            Ended = read == 0;
            if (recording)
            {
                header.AddRange(target[..read]);
                replayed += read;
            }
        }

        handedOut += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Replay(Span<char> target)
    {
        var read = Math.Min(target.Length, header.Count - replayed);
        if (read > 0)
        {
            CollectionsMarshal.AsSpan(header).Slice(replayed, read).CopyTo(target);
            replayed += read;
        }

        return Math.Max(read, 0);
    }

    private void CheckLength(long end)
    {
        // What is recorded stays in memory, also blank rows before the header.
        if (end - (recording ? 0 : rowStart) > (long)limits.LongestRow + LineEnd)
        {
            throw new UnreadableFileException("File.RowTooLong", line, limits.LongestRow);
        }
    }
}
