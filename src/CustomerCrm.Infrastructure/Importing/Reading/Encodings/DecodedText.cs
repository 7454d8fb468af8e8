using System.Buffers;
using CustomerCrm.Infrastructure.Importing.Reading.Bytes;

namespace CustomerCrm.Infrastructure.Importing.Reading.Encodings;

/// <summary>
/// The text of a file, byte order marks at its start left out. Never more than a block in memory; what does not fit the encoding
/// refuses the file when all before it has been read.
/// </summary>
internal sealed class DecodedText : TextReader
{
    private const int Block = 32 * 1024;
    private const char Mark = '\uFEFF';

    private readonly FileBytes file;
    private readonly TextEncoding encoding;
    private readonly StrictDecoder decoder;
    private readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(Block);
    private readonly char[] chars = ArrayPool<char>.Shared.Rent(StrictDecoder.Room(Block));
    private LineCount lines = new();
    private bool started;
    private bool ended;
    private int next;
    private int filled;

    /// <param name="file">Is read from where it stands.</param>
    public DecodedText(FileBytes file, TextEncoding encoding)
    {
        (this.file, this.encoding, decoder) = (file, encoding, new StrictDecoder(encoding));
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        while (next == filled)
        {
            if (decoder.Failed)
            {
                throw new UnreadableFileException("File.EncodingMisfit", lines.Line, encoding.Name);
            }

            if (ended)
            {
                return 0;
            }

            Fill();
        }

        var read = Math.Min(buffer.Length, filled - next);
        chars.AsSpan(next, read).CopyTo(buffer);
        next += read;
        return read;
    }

    /// <summary>Passes over the line ends that stand next: a file may be nothing but these.</summary>
    /// <returns>How many lines they were.</returns>
    public long PassLineEnds()
    {
        var passed = new LineCount();
        while (next < filled || !(ended || decoder.Failed))
        {
            if (next == filled)
            {
                Fill();
            }

            var ends = chars.AsSpan(next, filled - next);
            var other = ends.IndexOfAnyExcept('\r', '\n');
            ends = other < 0 ? ends : ends[..other];
            passed.Add(ends);
            next += ends.Length;
            if (other >= 0)
            {
                break;
            }
        }

        return passed.Line - 1;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && filled >= 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(chars);
            (next, filled, ended) = (-1, -1, true);
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        var read = file.Read(bytes.AsSpan(0, Block));
        ended = read == 0;
        (next, filled) = (0, decoder.Decode(bytes.AsSpan(0, read), chars, last: ended));
        lines.Add(chars.AsSpan(0, filled));
        while (!started && next < filled)
        {
            started = chars[next] != Mark;
            next += started ? 0 : 1;
        }
    }
}
