using System.Text;

namespace CustomerCrm.Domain;

/// <summary>Why a text is none that can be kept.</summary>
public enum TextFault
{
    TooLong = 1,
    ControlCharacter = 2,

    /// <summary>One half of a character that takes two.</summary>
    HalfCharacter = 3,
}

/// <summary>What texts from outside may be, the same for imports and forms. Lengths are code points, as the database counts.</summary>
public static class LineOfText
{
    public const int Longest = 400;
    public const int LongestNote = 4_000;
    public const int LongestKey = 64;

    /// <param name="lines">Whether line ends and tabs may stand in it.</param>
    /// <returns>Null where the text can be kept.</returns>
    public static TextFault? Check(string text, int longest = Longest, bool lines = false)
    {
        if (text.Length > longest && text.EnumerateRunes().Count() > longest)
        {
            return TextFault.TooLong;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && !(lines && c is '\n' or '\r' or '\t'))
            {
                return TextFault.ControlCharacter;
            }

            if (char.IsSurrogate(c))
            {
                if (!Rune.TryGetRuneAt(text, i, out _))
                {
                    return TextFault.HalfCharacter;
                }

                i++;
            }
        }

        return null;
    }
}
