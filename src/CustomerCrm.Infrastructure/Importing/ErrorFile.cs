using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>The rows in error as a file: line, column, value, reason. An earlier one stays until the new one is whole.</summary>
internal static class ErrorFile
{
    public static async Task WriteAsync(string path, IAsyncEnumerable<RowError> errors, CancellationToken cancellation)
    {
        var unfinished = path + ".tmp";
        await using (var text = new StreamWriter(unfinished, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        await using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            await WriteRowAsync(csv, "line", "column", "value", "reason");
            await foreach (var error in errors.WithCancellation(cancellation))
            {
                await WriteRowAsync(
                    csv, error.Line.ToString(CultureInfo.InvariantCulture), error.Column, error.Value, error.Reason.ToString());
            }
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static Task WriteRowAsync(CsvWriter csv, params string[] cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        return csv.NextRecordAsync();
    }
}
