using System.Text;

namespace CustomerCrm.Web.Localization;

/// <summary>Text that can be kept and shown: whole characters, none of them a control or a code point that is no character.</summary>
public static class PlainText
{
    public static bool Is(string? text)
    {
        if (text is null)
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || Rune.IsControl(rune) || (rune.Value & 0xFFFE) == 0xFFFE)
            {
                return false;
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return true;
    }
}
