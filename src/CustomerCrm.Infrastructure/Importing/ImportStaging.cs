using CustomerCrm.Infrastructure.Importing.Reading;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>
/// The temporary tables of one import, gone with its transaction: rows whose cells can be read, keys of rows whose cells cannot,
/// errors, warnings, customers touched. A file streams into them; no more than a few thousand errors are ever in memory.
/// </summary>
internal sealed class ImportStaging(NpgsqlConnection connection, ImportFormat format, ImportFile file)
{
    private const int ErrorsHeld = 5_000;

    private readonly List<RowError> errors = [];
    private readonly List<(long Line, object?[] Key)> badKeys = [];
    private readonly int[] keyPlaces = [.. format.Key.Select(key => file.Columns.Select(c => c.Name).ToList().IndexOf(key))];

    /// <returns>How many rows were read, good and bad.</returns>
    public async Task<int> FillAsync(CancellationToken cancellation)
    {
        string Typed(IEnumerable<ImportColumn> columns) => string.Join(", ", columns.Select(c => $"{c.Name} {TypeOf(c)}"));
        await ScoreTables.ExecuteAsync(
            connection,
            $"""
            SET LOCAL jit = off;
            CREATE TEMP TABLE import_rows (line bigint, {Typed(format.Columns)}) ON COMMIT DROP;
            CREATE TEMP TABLE import_bad_keys (line bigint, {Typed(format.Columns.Where(c => format.Key.Contains(c.Name)))}) ON COMMIT DROP;
            CREATE TEMP TABLE import_errors (
                id bigint GENERATED ALWAYS AS IDENTITY, line bigint, "column" text, value text, reason text) ON COMMIT DROP;
            CREATE TEMP TABLE import_warnings (id bigint GENERATED ALWAYS AS IDENTITY, text text) ON COMMIT DROP;
            CREATE TEMP TABLE import_touched (customer_id bigint) ON COMMIT DROP;
            """,
            cancellation);
        var (read, more) = (0, true);
        while (more)
        {
            (var some, more) = await CopyRowsAsync(cancellation);
            read += some;
            await CopyErrorsAsync(cancellation);
        }

        await ScoreTables.ExecuteAsync(connection, "ANALYZE import_rows; ANALYZE import_errors", cancellation);
        return read;
    }

    /// <summary>Copies rows to the end of the file, or until enough errors came together to be written in between.</summary>
    private async Task<(int Read, bool More)> CopyRowsAsync(CancellationToken cancellation)
    {
        var names = string.Join(", ", file.Columns.Select(c => c.Name));
        await using var importer = await connection.BeginCopyAsync(
            $"COPY import_rows (line, {names}) FROM STDIN (FORMAT BINARY)", cancellation);
        var values = new object?[file.Columns.Count];
        var read = 0;
        var more = true;
        while (errors.Count < ErrorsHeld && (more = file.Read()))
        {
            read++;
            if (ParseRow(values))
            {
                await WriteAsync(importer, file.Line, values, i => file.Columns[i].DbType, cancellation);
            }
        }

        await importer.CompleteAsync(cancellation);
        return (read, more);
    }

    private bool ParseRow(object?[] values)
    {
        if (file.Misfit is { } misfit)
        {
            errors.Add(new RowError(file.Line, file.Columns[0].Name, "", misfit));
            return false;
        }

        var before = errors.Count;
        for (var i = 0; i < values.Length; i++)
        {
            var cell = file.Cell(i);
            (values[i], var error) = file.Columns[i].Parse(cell);
            if (error is not null)
            {
                errors.Add(new RowError(file.Line, file.Columns[i].Name, cell, error));
            }
        }

        if (errors.Count == before)
        {
            return true;
        }

        var key = keyPlaces.Select(place => place < 0 ? null : values[place]).ToArray();
        if (key[0] is not null)
        {
            badKeys.Add((file.Line, key));
        }

        return false;
    }

    private async Task CopyErrorsAsync(CancellationToken cancellation)
    {
        if (errors.Count == 0)
        {
            return;
        }

        await using (var importer = await connection.BeginCopyAsync(
            "COPY import_errors (line, \"column\", value, reason) FROM STDIN (FORMAT BINARY)", cancellation))
        {
            foreach (var error in errors)
            {
                await WriteAsync(
                    importer, error.Line, [error.Column, Storable(error.Value), error.Reason.Written], _ => NpgsqlDbType.Text, cancellation);
            }

            await importer.CompleteAsync(cancellation);
        }

        await using (var importer = await connection.BeginCopyAsync(
            $"COPY import_bad_keys (line, {string.Join(", ", format.Key)}) FROM STDIN (FORMAT BINARY)", cancellation))
        {
            foreach (var (line, key) in badKeys)
            {
                await WriteAsync(importer, line, key, i => format.Column(format.Key[i]).DbType, cancellation);
            }

            await importer.CompleteAsync(cancellation);
        }

        errors.Clear();
        badKeys.Clear();
    }

    private static async Task WriteAsync(
        NpgsqlBinaryImporter importer, long line, object?[] values, Func<int, NpgsqlDbType> typeOf, CancellationToken cancellation)
    {
        await importer.StartRowAsync(cancellation);
        await importer.WriteAsync(line, NpgsqlDbType.Bigint, cancellation);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                await importer.WriteAsync(value, typeOf(i), cancellation);
            }
            else
            {
                await importer.WriteNullAsync(cancellation);
            }
        }
    }

    /// <summary>PostgreSQL keeps neither NUL nor half a character; where they stood, a sign that something stood there.</summary>
    private static string Storable(string text) => string.Concat(text.EnumerateRunes().Select(r => r.Value == 0 ? "\uFFFD" : r.ToString()));

    /// <summary>Keys compare by code point in staging too, as they do where they end.</summary>
    private static string TypeOf(ImportColumn column) => column.DbType switch
    {
        NpgsqlDbType.Date => "date",
        NpgsqlDbType.Numeric => "numeric",
        _ => "text COLLATE \"C\"",
    };
}
