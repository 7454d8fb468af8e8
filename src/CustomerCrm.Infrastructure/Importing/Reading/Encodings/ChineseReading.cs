namespace CustomerCrm.Infrastructure.Importing.Reading.Encodings;

/// <summary>
/// A file read as one of the Chinese encodings, to see whether Chinese comes out. Nearly any two bytes are a character in
/// either encoding, also those of other scripts; but what is written in names and addresses are few hundred characters most of
/// the time, and what comes out of the wrong encoding are any of 20,000.
/// </summary>
internal sealed class ChineseReading(TextEncoding encoding)
{
    /// <summary>
    /// A frequent character is a point and a rare one takes one away. In Chinese three of four are frequent, in what another script
    /// gives by chance one of five: five different ones and no rare one come by chance in one file of thousands.
    /// </summary>
    private const int Clear = 5;

    /// <summary>How far the other encoding must stay behind.</summary>
    private const int Margin = 3;

    /// <summary>
    /// Only different characters count, since a word that stands in each row proves no more than one; and only the first ones,
    /// since the frequent ones are met first and later nothing but rare ones are new.
    /// </summary>
    private const int MostCounted = 120;

    /// <summary>Nothing but Chinese comes so far.</summary>
    private const int Certain = 25;

    private readonly StrictDecoder decoder = new(encoding);
    private readonly HashSet<char> met = [];
    private int points;

    public TextEncoding Encoding => encoding;

    public TextSample Sample { get; } = new();

    /// <summary>All bytes so far are characters of the encoding.</summary>
    public bool IsPossible => !decoder.Failed;

    /// <summary>How much it looks like Chinese; not possible is the least.</summary>
    public int Points => IsPossible ? points : int.MinValue;

    /// <summary>How many different characters it was found by.</summary>
    public int Counted => met.Count;

    public void Add(ReadOnlySpan<byte> bytes, char[] chars, bool last)
    {
        ReadOnlySpan<char> text = chars.AsSpan(0, decoder.Decode(bytes, chars, last));
        Sample.Add(text);
        for (var other = 0; met.Count < MostCounted && points < Certain; text = text[(other + 1)..])
        {
            other = text.IndexOfAnyExceptInRange('\0', '\x7F');
            if (other < 0)
            {
                return;
            }

            if (!IsPunctuation(text[other]) && met.Add(text[other]))
            {
                points += FrequentHanzi.Contains(text[other]) ? 1 : -1;
            }
        }
    }

    public bool IsClearOver(ChineseReading other) =>
        IsPossible && Points >= Clear && (!other.IsPossible || Points - other.Points >= Margin);

    /// <summary>Chinese marks and wide letters, as likely in Chinese as by chance.</summary>
    private static bool IsPunctuation(char c) => c is (>= '\u2010' and <= '\u2027') or (>= '\u3000' and <= '\u303F') or >= '\uFF00' or '·';
}
