namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>RFC 4180 one sign after the other, to compare with.</summary>
internal static class StrictCsv
{
    /// <param name="lenient">A quotation mark where none may stand is a sign like another, within its line.</param>
    /// <returns>The rows that are not blank, and the lines they begin on; null where a quotation mark stands where none may.</returns>
    public static List<(int Line, List<string> Cells)>? Read(string text, bool lenient = false)
    {
        var rows = new List<(int, List<string>)>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            var cells = new List<string>();
            do
            {
                at += cells.Count > 0 ? 1 : 0;
                if (ReadCell(text, ref at, lenient) is not { } cell)
                    return null;
                cells.Add(cell);
            }
            while (at < text.Length && text[at] == ',');

            if (at < text.Length && text[at] is not ('\n' or '\r'))
                return null;
            var raw = text[start..at];
            if (cells.Count > 1 ? raw.Trim(',', ' ', '\t').Length > 0 : !string.IsNullOrWhiteSpace(raw))
                rows.Add((1 + text[..start].Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r'), cells));
            at += text.AsSpan(at).StartsWith("\r\n") ? 2 : 1;
        }

        return rows;
    }

    private static string? ReadCell(string text, ref int at, bool lenient)
    {
        if (at == text.Length || text[at] != '"')
        {
            var plain = PlainFrom(text, ref at);
            return plain.Contains('"') && !lenient ? null : plain;
        }

        var cell = "";
        for (at++; at < text.Length; at++)
        {
            var isQuote = text[at] == '"';
            if (isQuote && !text.AsSpan(at + 1).StartsWith("\""))
            {
                at++;
                // What is left behind such a cell is no loss in its line; in the next it would be a row's.
                return lenient && !cell.AsSpan().ContainsAny('\r', '\n') ? cell + PlainFrom(text, ref at) : cell;
            }

            at += isQuote ? 1 : 0;
            cell += text[at];
        }

        return lenient && !cell.AsSpan().ContainsAny('\r', '\n') ? cell : null;
    }

    private static string PlainFrom(string text, ref int at)
    {
        var plain = text[at..].Split(',', '\n', '\r')[0];
        at += plain.Length;
        return plain;
    }
}
