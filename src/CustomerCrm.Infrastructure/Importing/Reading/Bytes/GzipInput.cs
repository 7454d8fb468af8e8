namespace CustomerCrm.Infrastructure.Importing.Reading.Bytes;

/// <summary>
/// The packed bytes of a member, handed out in small pieces. Whoever unpacks them does not say how many he used, so the member's
/// end is found by its trailer: checksum and length, which are known by then, stand within the last pieces.
/// </summary>
internal sealed class GzipInput(Stream file) : Stream
{
    /// <summary>Small, so that there is little doubt where a damaged member ended.</summary>
    private const int Piece = 64;

    /// <summary>The end of a member can lie in the last piece or, where nothing of that one was used, in the one before.</summary>
    private const int Kept = 2 * Piece;

    private const int Lookahead = 16;
    private const int FixedHeader = 10;
    private const int FlagChecksum = 2;
    private const int FlagExtra = 4;
    private const int FlagName = 8;
    private const int FlagComment = 16;
    private const int FlagsUnknown = 0xE0;

    private readonly byte[] buffer = new byte[64 * 1024];
    private int memberStart;
    private int next;
    private int filled;

    public static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <returns>Whether there is another member; zeros to the end, as tapes have them, are none.</returns>
    public bool PassHeader()
    {
        if (!Has(1))
        {
            return false;
        }

        if (buffer[next] == 0)
        {
            PassZeros();
            return false;
        }

        Require(FixedHeader);
        var flags = buffer[next + 3];
        if (!buffer.AsSpan(next).StartsWith(Magic) || buffer[next + 2] != 8 || (flags & FlagsUnknown) != 0)
        {
            throw new InvalidDataException();
        }

        next += FixedHeader;
        if ((flags & FlagExtra) != 0)
        {
            Require(2);
            var extra = buffer[next] | (buffer[next + 1] << 8);
            Pass(2);
            Pass(extra);
        }

        PassText((flags & FlagName) != 0);
        PassText((flags & FlagComment) != 0);
        Pass((flags & FlagChecksum) != 0 ? 2 : 0);
        memberStart = next;
        return true;
    }

    public override int Read(Span<byte> target)
    {
        // The same pieces however the file's bytes arrive, and so the same end.
        Has(Piece);
        var count = Math.Min(Math.Min(target.Length, Piece), filled - next);
        buffer.AsSpan(next, count).CopyTo(target);
        next += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Moves behind the trailer, wherever the unpacking read ahead to.</summary>
    public void PassTrailer(ReadOnlySpan<byte> trailer)
    {
        Has(trailer.Length + Lookahead);
        next = Find(trailer, zeros: false) ?? Find(trailer, zeros: true) ?? throw new InvalidDataException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>
    /// Where the first such trailer ends, with the file, another member or zeros behind it. That of an empty member is zeros, as
    /// are maybe some bytes before and behind it: then it is one of those that overlap.
    /// </summary>
    private int? Find(ReadOnlySpan<byte> trailer, bool zeros)
    {
        var from = Math.Max(memberStart, next - Kept);
        var last = Math.Min(next + trailer.Length, filled);
        var found = buffer.AsSpan(from, last - from).IndexOf(trailer);
        for (var at = from + found; found >= 0 && buffer.AsSpan(at, last - at).StartsWith(trailer); at++)
        {
            var behind = buffer.AsSpan(at + trailer.Length, filled - at - trailer.Length);
            if (zeros ? behind is [0, ..] : behind.IsEmpty || behind.StartsWith(Magic))
            {
                return at + trailer.Length;
            }
        }

        return null;
    }

    /// <summary>Whether so many bytes stand there, read now if need be.</summary>
    private bool Has(int count)
    {
        while (filled - next < count)
        {
            if (buffer.Length - next < count + Lookahead)
            {
                MoveDown();
            }

            var read = file.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                return false;
            }

            filled += read;
        }

        return true;
    }

    private void MoveDown()
    {
        var from = Math.Max(0, next - Kept);
        buffer.AsSpan(from, filled - from).CopyTo(buffer);
        (next, filled, memberStart) = (next - from, filled - from, Math.Max(0, memberStart - from));
    }

    private void Require(int count)
    {
        if (!Has(count))
        {
            throw new InvalidDataException();
        }
    }

    private void Pass(int count)
    {
        for (var left = count; left > 0;)
        {
            Require(1);
            var step = Math.Min(left, filled - next);
            (next, left) = (next + step, left - step);
        }
    }

    private void PassText(bool any)
    {
        while (any)
        {
            Require(1);
            var end = buffer.AsSpan(next, filled - next).IndexOf((byte)0);
            next = end < 0 ? filled : next + end + 1;
            any = end < 0;
        }
    }

    private void PassZeros()
    {
        while (Has(1))
        {
            if (buffer.AsSpan(next, filled - next).ContainsAnyExcept((byte)0))
            {
                throw new InvalidDataException();
            }

            next = filled;
        }
    }
}
