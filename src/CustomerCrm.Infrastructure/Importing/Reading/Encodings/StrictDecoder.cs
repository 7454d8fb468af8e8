using System.Text;

namespace CustomerCrm.Infrastructure.Importing.Reading.Encodings;

/// <summary>
/// Decodes piece by piece and stops where bytes do not fit. An exception would not tell how many characters stood before them,
/// and so not the line; a mark in their place does.
/// </summary>
internal sealed class StrictDecoder
{
    private readonly Misfit misfit = new();
    private readonly Decoder decoder;
    private readonly bool isBig5;

    public StrictDecoder(TextEncoding encoding)
    {
        decoder = encoding.NewDecoder(misfit);
        isBig5 = encoding == TextEncoding.Big5;
    }

    /// <summary>Something did not fit; nothing more is decoded.</summary>
    public bool Failed { get; private set; }

    /// <summary>How many characters so many bytes can make.</summary>
    public static int Room(int bytes) => bytes + 4;

    /// <param name="last">Nothing follows: half a character does not fit then.</param>
    /// <returns>How many characters were written, up to the first that does not fit.</returns>
    public int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, bool last)
    {
        if (Failed)
        {
            return 0;
        }

        var written = decoder.GetChars(bytes, chars, last);
        var good = misfit.Met ? chars[..written].IndexOf(Misfit.Mark) : -1;
        if (isBig5)
        {
            var single = chars[..(good < 0 ? written : good)].IndexOfAny(Misfit.Big5Singles);
            good = single < 0 ? good : single;
        }

        Failed = misfit.Met || good >= 0;
        return good < 0 ? written : good;
    }

    private sealed class Misfit : DecoderFallback
    {
        /// <summary>No character, so it hardly stands in a file by itself; where it does the line told is an earlier one.</summary>
        public const char Mark = '\uFFFF';

        /// <summary>What the framework makes of 80 and FF, which are no character in Big5.</summary>
        public const string Big5Singles = "\u0080\uF8F8";

        public bool Met { get; private set; }

        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

        private sealed class Buffer(Misfit misfit) : DecoderFallbackBuffer
        {
            private bool waiting;

            public override int Remaining => waiting ? 1 : 0;

            public override bool Fallback(byte[] bytesUnknown, int index) => misfit.Met = waiting = true;

            public override char GetNextChar()
            {
                var mark = waiting ? Mark : '\0';
                waiting = false;
                return mark;
            }

            public override bool MovePrevious() => false;
        }
    }
}
