using System.Buffers;
using System.Text;
using System.Text.Unicode;
using CustomerCrm.Infrastructure.Importing.Reading.Bytes;

namespace CustomerCrm.Infrastructure.Importing.Reading.Encodings;

/// <summary>
/// Finds the encoding of a file that nobody named one for: by its byte order mark, by where its NULs stand, as UTF-8 where all of
/// it is, else as GB18030 or Big5 where what comes out is clearly Chinese. Nothing is guessed: a wrong guess would be names
/// that nobody can read, applied without a word.
/// </summary>
internal sealed class EncodingDetection(FileBytes file)
{
    private const int Block = 64 * 1024;
    private const int NulSample = 64;

    /// <summary>A UTF-8 character is at most so long.</summary>
    private const int LongestCharacter = 4;

    /// <summary>What is told of a file that does not say its encoding itself; null for what is plainly UTF-8.</summary>
    public ImportMessage? Remark { get; private set; }

    /// <exception cref="UnreadableFileException">Not clear, or no text at all.</exception>
    public TextEncoding Detect(ReadOnlySpan<byte> head)
    {
        if (TextEncoding.ByMark(head) is { } marked)
        {
            return marked == TextEncoding.Utf8 ? marked : Sampled(marked);
        }

        if (ByNuls(head) is { } wide)
        {
            return Sampled(wide);
        }

        if (FileSignature.IsBinary(head))
        {
            throw new UnreadableFileException("File.Binary");
        }

        return FirstLineNotUtf8() is { } line ? Chinese(line) : TextEncoding.Utf8;
    }

    /// <summary>UTF-16 has a NUL in each character of the column names, on one side alone.</summary>
    private static TextEncoding? ByNuls(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0;
        var sample = head[..Math.Min(head.Length & ~1, NulSample)];
        for (var i = 0; i < sample.Length; i += 2)
        {
            even += sample[i] == 0 ? 1 : 0;
            odd += sample[i + 1] == 0 ? 1 : 0;
        }

        var quarter = Math.Max(2, sample.Length / 2 / 4);
        return odd >= quarter && odd > 8 * even ? TextEncoding.Utf16Le
            : even >= quarter && even > 8 * odd ? TextEncoding.Utf16Be
            : null;
    }

    /// <summary>Reads to the first text that is not ASCII, to tell it.</summary>
    private TextEncoding Sampled(TextEncoding encoding)
    {
        var sample = new TextSample();
        var decoder = new StrictDecoder(encoding);
        ForEachBlock((bytes, chars, last) =>
        {
            sample.Add(chars.AsSpan(0, decoder.Decode(bytes, chars, last)));
            return !sample.Ended && !decoder.Failed;
        });
        Remark = sample.Remark(encoding);
        return encoding;
    }

    /// <returns>Null where all of the file is UTF-8.</returns>
    private long? FirstLineNotUtf8()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            var lines = new LineCount();
            var doubt = new DoubtfulUtf8();
            long nuls = 0, count = 0;
            var kept = 0;
            while (true)
            {
                var read = file.Read(buffer.AsSpan(kept, Block - kept));
                var all = buffer.AsSpan(0, kept + read);
                // A character that the block cuts in two waits for its other half.
                var whole = read == 0 ? all : all[..WholeCharacters(all)];
                if (!Utf8.IsValid(whole))
                {
                    lines.Add(whole[..ValidPrefix(whole)]);
                    return lines.Line;
                }

                if (read == 0)
                {
                    Remark = doubt.Rival();
                    return FileSignature.IsTenth(nuls, count) ? throw new UnreadableFileException("File.Binary") : null;
                }

                lines.Add(whole);
                doubt.Add(whole);
                (nuls, count) = (nuls + whole.Count((byte)0), count + whole.Length);
                kept = all.Length - whole.Length;
                all[whole.Length..].CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TextEncoding Chinese(long line)
    {
        var (simplified, traditional) = (new ChineseReading(TextEncoding.Gb18030), new ChineseReading(TextEncoding.Big5));
        ForEachBlock((bytes, chars, last) =>
        {
            simplified.Add(bytes, chars, last);
            traditional.Add(bytes, chars, last);
            return simplified.IsPossible || traditional.IsPossible;
        });
        var (likely, other) = simplified.Points > traditional.Points ? (simplified, traditional) : (traditional, simplified);
        if (!likely.IsClearOver(other))
        {
            throw new UnreadableFileException("File.NotUtf8", line);
        }

        Remark = likely.Sample.Remark(likely.Encoding);
        return likely.Encoding;
    }

    private delegate bool BlockRead(ReadOnlySpan<byte> bytes, char[] chars, bool last);

    /// <summary>Hands out the file from its start, with room for its characters, until there is no more or no need.</summary>
    private void ForEachBlock(BlockRead read)
    {
        file.Rewind();
        var bytes = ArrayPool<byte>.Shared.Rent(Block);
        var chars = ArrayPool<char>.Shared.Rent(StrictDecoder.Room(Block));
        try
        {
            int count;
            do
            {
                count = file.Read(bytes.AsSpan(0, Block));
            }
            while (read(bytes.AsSpan(0, count), chars, count == 0) && count > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>The length without the character that began but cannot have ended yet.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back < LongestCharacter && back <= bytes.Length; back++)
        {
            var b = bytes[^back];
            var length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
            if (length > back)
            {
                return bytes.Length - back;
            }

            if (b is < 0x80 or >= 0xC0)
            {
                break;
            }
        }

        return bytes.Length;
    }

    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }
}
