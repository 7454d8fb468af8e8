namespace CustomerCrm.Infrastructure.Importing.Reading.Encodings;

/// <summary>
/// A name or two in GB18030 or Big5 can happen to be UTF-8 as well: then little stands in the file that is not ASCII, none of it
/// beside a Latin letter, and read as Chinese at least half of it are frequent characters. UTF-8 is what files are in, so it is
/// read as that; people are told of the other reading.
/// </summary>
internal sealed class DoubtfulUtf8
{
    private const int MostRuns = 8;
    private const int LongestRun = 24;
    private const int ShortestName = 2;
    private const byte Between = (byte)',';

    private readonly HashSet<string> runs = [];
    private readonly List<byte> run = [];
    private byte before;
    private bool isCertain;

    /// <param name="bytes">The next of the file; they are UTF-8.</param>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!isCertain && !bytes.IsEmpty)
        {
            var isHigh = bytes[0] > '\x7F';
            var end = isHigh ? bytes.IndexOfAnyInRange((byte)0, (byte)'\x7F') : bytes.IndexOfAnyExceptInRange((byte)0, (byte)'\x7F');
            var part = end < 0 ? bytes : bytes[..end];
            if (isHigh)
            {
                run.AddRange(part);
                isCertain = run.Count > LongestRun || char.IsAsciiLetter((char)before);
            }
            else
            {
                isCertain = run.Count > 0 && char.IsAsciiLetter((char)part[0]);
                before = part[^1];
                EndRun();
            }

            bytes = bytes[part.Length..];
        }
    }

    /// <summary>To be asked at the end of the file.</summary>
    /// <returns>The Chinese it may be as well.</returns>
    public ImportMessage? Rival()
    {
        EndRun();
        var all = runs.SelectMany(r => Convert.FromHexString(r).Append(Between)).ToArray();
        return isCertain || all.Length == 0 ? null : Name(all, TextEncoding.Gb18030) ?? Name(all, TextEncoding.Big5);
    }

    private static ImportMessage? Name(byte[] bytes, TextEncoding encoding)
    {
        var reading = new ChineseReading(encoding);
        reading.Add(bytes, new char[StrictDecoder.Room(bytes.Length)], last: true);
        return reading.Points < 0 || reading.Counted < ShortestName ? null
            : reading.Sample.Remark(encoding) is { } read ? read with { Key = "Remark.EncodingDoubt" }
            : null;
    }

    private void EndRun()
    {
        if (run.Count > 0)
        {
            runs.Add(Convert.ToHexString([.. run]));
            run.Clear();
            isCertain |= runs.Count > MostRuns;
        }
    }
}
