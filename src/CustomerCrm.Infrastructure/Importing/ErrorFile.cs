using System.Globalization;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Importing.Reading;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>The rows in error as a file: line, column, value, reason.</summary>
internal static class ErrorFile
{
    private static readonly (string Name, Func<RowError, string> Cell)[] Columns =
    [
        ("line", e => e.Line.ToString(CultureInfo.InvariantCulture)),
        ("column", e => e.Column),
        ("value", e => Cell.Text(e.Value)),
        ("reason", e => Cell.Text(e.Reason.ToString())),
    ];

    /// <exception cref="UnreadableFileException">It cannot be written; the import is refused, so that no row is lost.</exception>
    public static async Task WriteAsync(string path, IAsyncEnumerable<RowError> errors, CancellationToken cancellation)
    {
        var (created, _) = PendingFile.Create(path);
        await using var file = created ?? throw new UnreadableFileException("File.ErrorFileCannotBeWritten", path);
        await WriteAsync(file.Stream, errors, cancellation);
        await file.FinishAsync();
    }

    public static Task WriteAsync(Stream file, IAsyncEnumerable<RowError> errors, CancellationToken cancellation, bool mark = false) =>
        CsvTable.Of(Columns, errors).WriteAsync(file, cancellation, mark);
}
