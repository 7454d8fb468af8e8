namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>What happens to files on their way: bits flip, blocks are cut, doubled, swapped for another file's.</summary>
internal static class FuzzMutation
{
    private static readonly byte[][] Intruders =
    [
        [.. "\""u8], [.. "\"\""u8], [.. ","u8], [.. ";"u8], [.. "\t"u8], [.. "|"u8], [.. "\n"u8], [.. "\r"u8], [.. "\r\n"u8],
        [0], [0, 0, 0, 0], [0xFF], [0x80], [0xB0], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0x1F, 0x8B], [0x1F, 0x8B, 8, 0],
        [.. "sep=;\n"u8], [0xD8, 0x00], [0x00, 0xD8], [0xC9, 0xCF, 0xBA, 0xA3], [0xF0, 0x9F, 0x98, 0x80], [0x81, 0x30, 0x81, 0x30],
        [.. "'"u8], [.. "=1+1"u8], [0x1A], [0xC3], [.. "   \n"u8], [.. ",,,,,,"u8],
    ];

    /// <param name="another">Another good file of the same kind, by number.</param>
    public static byte[] Of(byte[] good, Random random, Func<int, byte[]> another)
    {
        var content = good;
        for (var round = random.Next(1, 5); round > 0; round--)
            content = Once(content, random, another);
        return content;
    }

    private static byte[] Once(byte[] content, Random random, Func<int, byte[]> another)
    {
        var at = random.Next(content.Length + 1);
        var to = random.Next(at, Math.Min(content.Length, at + 200) + 1);
        switch (random.Next(11))
        {
            case 0 when at < content.Length:
                content = [.. content];
                content[at] ^= (byte)(1 << random.Next(8));
                return content;
            case 1:
                return content[..at];
            case 2:
                return [.. content[..at], .. content[to..]];
            case 3:
                return [.. content[..at], .. content[at..to], .. content[at..to], .. content[to..]];
            case 4:
                var other = another(random.Next(1, 99));
                return [.. content[..at], .. other[random.Next(other.Length)..]];
            case 5:
                return [.. content, .. another(random.Next(1, 99))];
            case 6:
                return random.Next(3) == 0 ? ReadFile.Gzip(content) : [.. ReadFile.Gzip(content.AsSpan(0, at)), .. ReadFile.Gzip(content.AsSpan(at))];
            case 7:
                var block = content[at..to];
                return [.. content[..at], .. Enumerable.Repeat(block, random.Next(1, 60)).SelectMany(b => b), .. content[to..]];
            case 8 when at < content.Length:
                content = [.. content];
                random.NextBytes(content.AsSpan(at, Math.Min(content.Length - at, random.Next(1, 9))));
                return content;
            default:
                return [.. content[..at], .. Intruders[random.Next(Intruders.Length)], .. content[at..]];
        }
    }
}
