using System.Globalization;
using System.Runtime.CompilerServices;
using CustomerCrm.Infrastructure.Importing.Reading;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>One file on its way in: staging tables of one transaction, and the statements of its kind over them.</summary>
internal sealed class ImportSession(
    NpgsqlConnection connection, ImportFormat format, ImportFile file, ImportOptions options, DateTimeOffset now)
{
    private const int WarningsTold = 100;
    private const int ColumnsTold = 20;

    private string baseCurrency = "";

    public ImportOptions Options => options;

    public ImportKind Kind => format.Kind;

    public DateTimeOffset Now => now;

    public long ImportId { get; private set; }

    private bool NamesCustomers => format.Kind is not (ImportKind.Customers or ImportKind.Activities);

    /// <summary>Streams the file into staging; rows whose cells cannot be read stay out, with their errors.</summary>
    /// <returns>How many rows were read, good and bad.</returns>
    public Task<int> StageAsync(CancellationToken cancellation) => new ImportStaging(connection, format, file).FillAsync(cancellation);

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
        if (NamesCustomers && !options.CreateCustomers)
        {
            await RunAsync("unknown_customers", cancellation);
        }

        await RunAsync(FileOf(format.Kind) + "_check", cancellation);
        if (options.SkipErrors && format.Kind == ImportKind.Customers)
        {
            await RunAsync("customers_lost_referrers", cancellation);
        }
    }

    /// <summary>The first errors of the file in its order, and how many there are in how many rows.</summary>
    public async Task<ImportErrors> ErrorsAsync(int most, CancellationToken cancellation)
    {
        await using var command = Command("SELECT count(*), count(DISTINCT line)::integer FROM import_errors");
        long count;
        int rows;
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            (count, rows) = (reader.GetInt64(0), reader.GetInt32(1));
        }

        return new ImportErrors(await ReadErrorsAsync(most, cancellation).ToListAsync(cancellation), count, rows);
    }

    /// <summary>Every error, in the order of the file.</summary>
    public IAsyncEnumerable<RowError> AllErrorsAsync(CancellationToken cancellation) => ReadErrorsAsync(long.MaxValue, cancellation);

    public async Task<(int Added, int Changed)> ApplyAsync(CancellationToken cancellation)
    {
        await ExecuteAsync("DELETE FROM import_rows WHERE line IN (SELECT line FROM import_errors)", cancellation);
        if (NamesCustomers && options.CreateCustomers)
        {
            await RunAsync("create_customers", cancellation);
        }

        await using var command = Command(Sql(FileOf(format.Kind) + "_apply"));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    public async Task<IReadOnlyList<ImportMessage>> WarningsAsync(CancellationToken cancellation)
    {
        List<ImportMessage> warnings = [.. file.Remarks];
        if (file.Unknown.Count > 0)
        {
            warnings.Add(UnknownColumns());
        }

        await using var command = Command($"SELECT text, count(*) OVER () FROM import_warnings ORDER BY id LIMIT {WarningsTold}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var left = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            warnings.Add(ImportMessage.Parse(reader.GetString(0)));
            left = reader.GetInt64(1) - WarningsTold;
        }

        if (left > 0)
        {
            warnings.Add(new ImportMessage("Warning.More", left.ToString(CultureInfo.InvariantCulture)));
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

    /// <summary>One warning for all of them: a file may have thousands.</summary>
    private ImportMessage UnknownColumns()
    {
        var named = string.Join(", ", file.Unknown.Take(ColumnsTold)) + (file.Unknown.Count > ColumnsTold ? ", ..." : "");
        return file.Unknown.Count == 1
            ? new ImportMessage("Warning.UnknownColumn", named)
            : new ImportMessage("Warning.UnknownColumns", file.Unknown.Count.ToString(CultureInfo.InvariantCulture), named);
    }

    private async IAsyncEnumerable<RowError> ReadErrorsAsync(long most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Command("SELECT line, \"column\", value, reason FROM import_errors ORDER BY line, id LIMIT @most");
        command.Parameters.AddWithValue("most", most);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return new RowError(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), ImportMessage.Parse(reader.GetString(3)));
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
}
