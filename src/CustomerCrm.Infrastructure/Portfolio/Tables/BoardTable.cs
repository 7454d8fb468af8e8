using CustomerCrm.Infrastructure.Exporting;

namespace CustomerCrm.Infrastructure.Portfolio.Tables;

/// <summary>Makes files of rows that are already read.</summary>
internal static class BoardTable
{
    public static CsvTable Of<TRow>(IEnumerable<TRow> rows, params (string Name, Func<TRow, string> Cell)[] columns) =>
        CsvTable.Of(columns, rows.ToAsyncEnumerable());

    /// <summary>Columns, then others made from a list.</summary>
    public static (string Name, Func<TRow, string> Cell)[] With<TRow, TItem>(
        this (string Name, Func<TRow, string> Cell)[] columns, IEnumerable<TItem> items, Func<TItem, string> name, Func<TRow, TItem, string> cell) =>
        [.. columns, .. items.Select<TItem, (string, Func<TRow, string>)>(item => (name(item), row => cell(row, item)))];
}
