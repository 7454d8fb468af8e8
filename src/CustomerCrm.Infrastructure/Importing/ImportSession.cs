using CustomerCrm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>One file on its way in: staging tables of one transaction, and the statements of its kind over them.</summary>
internal sealed class ImportSession(
    NpgsqlConnection connection, ImportFormat format, CsvFile file, ImportOptions options, DateTimeOffset now)
{
    private readonly List<RowError> shapeErrors = [];
    private long shapeErrorCount;
    private string baseCurrency = "";

    public ImportOptions Options => options;

    public ImportKind Kind => format.Kind;

    public DateTimeOffset Now => now;

    public long ImportId { get; private set; }

    /// <summary>Streams the file into staging; rows whose cells cannot be read stay out, with their errors.</summary>
    /// <returns>How many rows were read, good and bad.</returns>
    public async Task<int> StageAsync(CancellationToken cancellation)
    {
        var all = string.Join(", ", format.Columns.Select(c => $"{c.Name} {StagingType(c)}"));
        await ExecuteAsync(
            $"""
            SET LOCAL jit = off;
            CREATE TEMP TABLE import_rows (line bigint, {all}) ON COMMIT DROP;
            CREATE TEMP TABLE import_errors (line bigint, "column" text, value text, reason text) ON COMMIT DROP;
            CREATE TEMP TABLE import_warnings (id bigint GENERATED ALWAYS AS IDENTITY, text text) ON COMMIT DROP;
            CREATE TEMP TABLE import_touched (customer_id bigint) ON COMMIT DROP;
            """, cancellation);
        var read = await CopyRowsAsync(cancellation);
        await ExecuteAsync("ANALYZE import_rows", cancellation);
        return read;
    }

    /// <summary>Notes the import, so that its rows can carry its id.</summary>
    public async Task BeginAsync(string fileName, string user, CancellationToken cancellation)
    {
        await using var command = Command(
            """
            INSERT INTO imports (kind, file_name, applied_at, applied_by, rows_read, rows_added, rows_changed)
            VALUES (@kind, @file, @now, @user, 0, 0, 0) RETURNING id
            """);
        command.Parameters.AddWithValue("kind", ImportKinds.NameOf(format.Kind));
        command.Parameters.AddWithValue("file", fileName);
        command.Parameters.AddWithValue("user", user);
        ImportId = (long)(await command.ExecuteScalarAsync(cancellation))!;
        await using var firm = Command("SELECT currency FROM firm");
        baseCurrency = (string)(await firm.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Checks in sets: repeated keys, unknown customers, and what the kind asks.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        var keys = ("key", string.Join(", ", format.Key));
        await RunAsync("repeated_keys", cancellation, keys, ("first_key", format.Key[0]));
        if (format.Kind is not (ImportKind.Customers or ImportKind.Activities))
        {
            await RunAsync(options.CreateCustomers ? "create_customers" : "unknown_customers", cancellation);
        }

        await RunAsync(FileOf(format.Kind) + "_check", cancellation);
        if (options.SkipErrors && format.Kind == ImportKind.Customers)
        {
            await RunAsync("customers_lost_referrers", cancellation);
        }
    }

    public async Task<(IReadOnlyList<RowError> Errors, long Count)> ErrorsAsync(int most, CancellationToken cancellation)
    {
        var errors = new List<RowError>(shapeErrors);
        await using var command = Command(
            $"SELECT line, \"column\", value, reason, count(*) OVER () FROM import_errors ORDER BY line LIMIT {most}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var count = shapeErrorCount;
        while (await reader.ReadAsync(cancellation))
        {
            errors.Add(new RowError(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
            count = shapeErrorCount + reader.GetInt64(4);
        }

        return ([.. errors.OrderBy(e => e.Line).Take(most)], count);
    }

    public async Task<(int Added, int Changed)> ApplyAsync(CancellationToken cancellation)
    {
        await ExecuteAsync("DELETE FROM import_rows WHERE line IN (SELECT line FROM import_errors)", cancellation);
        await using var command = Command(Sql(FileOf(format.Kind) + "_apply"));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    public async Task<IReadOnlyList<string>> WarningsAsync(CancellationToken cancellation)
    {
        var warnings = file.Unknown.Select(name => $"the column {name} is unknown and was skipped").ToList();
        await using var command = Command("SELECT text FROM import_warnings ORDER BY id");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            warnings.Add(reader.GetString(0));
        }

        return warnings;
    }

    public Task FinishAsync(int read, int added, int changed, CancellationToken cancellation) => ExecuteAsync(
        added + changed == 0
            ? $"DELETE FROM imports WHERE id = {ImportId}"
            : $"UPDATE imports SET rows_read = {read}, rows_added = {added}, rows_changed = {changed} WHERE id = {ImportId}",
        cancellation);

    public async Task<long[]> TouchedAsync(CancellationToken cancellation)
    {
        await using var command = Command("SELECT array_agg(DISTINCT customer_id) FROM import_touched");
        return await command.ExecuteScalarAsync(cancellation) as long[] ?? [];
    }

    private async Task<int> CopyRowsAsync(CancellationToken cancellation)
    {
        var names = string.Join(", ", file.Columns.Select(c => c.Name));
        await using var importer = await connection.BeginBinaryImportAsync(
            $"COPY import_rows (line, {names}) FROM STDIN (FORMAT BINARY)", cancellation);
        var values = new object?[file.Columns.Count];
        var read = 0;
        while (file.Read())
        {
            read++;
            if (!ParseRow(values))
            {
                continue;
            }

            await importer.StartRowAsync(cancellation);
            await importer.WriteAsync(file.Line, NpgsqlDbType.Bigint, cancellation);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is null)
                {
                    await importer.WriteNullAsync(cancellation);
                }
                else
                {
                    await importer.WriteAsync(values[i], file.Columns[i].DbType, cancellation);
                }
            }
        }

        await importer.CompleteAsync(cancellation);
        return read;
    }

    private bool ParseRow(object?[] values)
    {
        if (file.Misfit is { } misfit)
        {
            Refuse(new RowError(file.Line, file.Columns[0].Name, "", misfit));
            return false;
        }

        var good = true;
        for (var i = 0; i < values.Length; i++)
        {
            var cell = file.Cell(i);
            (values[i], var error) = file.Columns[i].Parse(cell);
            if (error is not null)
            {
                Refuse(new RowError(file.Line, file.Columns[i].Name, cell, error));
                good = false;
            }
        }

        return good;
    }

    private void Refuse(RowError error)
    {
        shapeErrorCount++;
        if (shapeErrors.Count < Importer.ErrorsTold)
        {
            shapeErrors.Add(error);
        }
    }

    private Task RunAsync(string sqlFile, CancellationToken cancellation, params (string Word, string With)[] more) =>
        ExecuteAsync(Sql(sqlFile, more), cancellation);

    /// <summary>
    /// A statement of the kind: {column} is the file's cell where the file has the column, else what is there, since an empty
    /// cell clears a value and an absent column leaves it; {has_column} is true or false.
    /// </summary>
    private string Sql(string sqlFile, params (string Word, string With)[] more)
    {
        var present = file.Columns.Select(c => c.Name).ToHashSet();
        return SqlText.Read(
            $"Importing/Sql/{sqlFile}.sql",
            [
                .. more,
                .. format.Columns.Select(c => (c.Name, (present.Contains(c.Name) ? "s." : "old.") + c.Name)),
                .. format.Columns.Select(c => ("has_" + c.Name, present.Contains(c.Name) ? "true" : "false")),
            ]);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (sql.Contains("@now", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("now", now);
        }

        if (sql.Contains("@import_id", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("import_id", ImportId);
        }

        if (sql.Contains("@base", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("base", baseCurrency);
        }

        return command;
    }

    private static string FileOf(ImportKind kind) => ImportKinds.NameOf(kind).Replace('-', '_');

    /// <summary>Keys compare by code point in staging too, as they do where they end.</summary>
    private static string StagingType(ImportColumn column) => column.DbType switch
    {
        NpgsqlDbType.Date => "date",
        NpgsqlDbType.Numeric => "numeric",
        _ => "text COLLATE \"C\"",
    };
}
