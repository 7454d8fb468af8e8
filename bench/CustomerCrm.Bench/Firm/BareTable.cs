using Npgsql;

namespace CustomerCrm.Bench.Firm;

/// <summary>A table without its indexes and foreign keys while it is filled; they are put back as they were, sorted once.</summary>
internal sealed class BareTable
{
    private readonly BenchCrm crm;
    private readonly IReadOnlyList<string> putBack;

    private BareTable(BenchCrm crm, IReadOnlyList<string> putBack)
    {
        (this.crm, this.putBack) = (crm, putBack);
    }

    public static async Task<BareTable> StripAsync(BenchCrm crm, string table)
    {
        var drop = new List<string>();
        var putBack = new List<string>();
        await using (var command = crm.Source.CreateCommand(
            $"""
            SELECT format('ALTER TABLE {table} DROP CONSTRAINT %I', conname),
                format('ALTER TABLE {table} ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), 1
            FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype = 'f' AND confrelid <> conrelid
            UNION ALL
            SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 0
            FROM pg_index WHERE indrelid = '{table}'::regclass AND NOT indisprimary
            ORDER BY 3
            """))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                drop.Add(reader.GetString(0));
                putBack.Add(reader.GetString(1));
            }
        }

        foreach (var statement in drop)
        {
            await crm.ExecuteAsync(statement);
        }

        return new BareTable(crm, putBack);
    }

    public async Task RestoreAsync()
    {
        foreach (var statement in putBack)
        {
            await crm.ExecuteAsync(statement);
        }
    }

    /// <summary>Strips, fills by one binary COPY, restores.</summary>
    public static async Task FillAsync(BenchCrm crm, string table, string columns, Func<NpgsqlBinaryImporter, Task> fill)
    {
        var bare = await StripAsync(crm, table);
        await using (var connection = await crm.Source.OpenConnectionAsync())
        await using (var importer = await connection.BeginBinaryImportAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)"))
        {
            importer.Timeout = TimeSpan.FromMinutes(10);
            await fill(importer);
            await importer.CompleteAsync();
        }

        await bare.RestoreAsync();
    }
}
