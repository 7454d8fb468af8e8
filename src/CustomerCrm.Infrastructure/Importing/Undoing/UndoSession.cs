using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing.Undoing;

/// <summary>One import on its way out, in one transaction: facts first, then customers, then what only they used.</summary>
internal sealed class UndoSession(NpgsqlConnection connection, UndoneImport import, DateTimeOffset now, string user)
{
    /// <summary>Removes and restores what may be; notes what must stay.</summary>
    public async Task ApplyAsync(CancellationToken cancellation)
    {
        var customers = await LockRunsOutAsync(cancellation);
        await RunAsync("begin", cancellation);
        await FactsAsync(cancellation);
        if (customers)
        {
            // Before customers are locked: a switch that waits for this lock's holders holds locks on customers itself.
            await ScoreTables.LockAsWriterAsync(connection, cancellation);
            await RunAsync("customers", cancellation);
        }

        if (import.Kind == ImportKind.Customers)
        {
            await CatalogAsync("regions", "region_id", cancellation);
            await CatalogAsync("sources", "source_id", cancellation);
            await RunAsync(
                "catalog", cancellation, ("catalog", "tags"), ("by", "name"),
                ("used", "SELECT 1 FROM customer_tags WHERE tag_id = g.id"), ("before", "jsonb_array_elements_text(i.before->'tags')"));
        }

        // Last, so that rows edited while this waited for them are named too.
        foreach (var subject in UndoSubject.Of(import.Kind))
        {
            await RunAsync(
                "changed_since", cancellation, ("table", subject.Table), ("image_row", subject.ImageRow), ("rows", subject.Rows),
                ("match", subject.Match));
        }
    }

    public async Task<(IReadOnlyList<KeptRow> Rows, long Count)> KeptAsync(int most, CancellationToken cancellation)
    {
        var kept = new List<KeptRow>();
        var count = 0L;
        await using var command = Command(
            $"SELECT subject, key, reason, count(*) OVER () FROM undo_kept ORDER BY subject, key, reason LIMIT {most}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            kept.Add(new KeptRow(reader.GetString(0), reader.GetString(1), ImportMessage.Parse(reader.GetString(2))));
            count = reader.GetInt64(3);
        }

        return (kept, count);
    }

    public async Task<IReadOnlyList<UndoneRows>> CountsAsync(CancellationToken cancellation)
    {
        var counts = new List<UndoneRows>();
        await using var command = Command(
            "SELECT subject, removed, restored FROM undo_counts WHERE removed + restored > 0 ORDER BY subject");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            counts.Add(new UndoneRows(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return counts;
    }

    /// <summary>Marks the import undone where nothing of it is left.</summary>
    public async Task<bool> FinishAsync(CancellationToken cancellation)
    {
        await RunAsync("finish", cancellation);
        await using var command = Command("SELECT undone_at IS NOT NULL FROM imports WHERE id = @import_id");
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The customers who are still there and whose facts changed.</summary>
    public async Task<long[]> TouchedAsync(CancellationToken cancellation)
    {
        await using var command = Command("SELECT array_agg(id) FROM customers WHERE id IN (SELECT customer_id FROM undo_touched)");
        return await command.ExecuteScalarAsync(cancellation) as long[] ?? [];
    }

    /// <summary>A run that builds could keep, and write history of, a customer who goes: none may be under way then.</summary>
    /// <returns>Whether customers carry the import at all.</returns>
    private async Task<bool> LockRunsOutAsync(CancellationToken cancellation)
    {
        await using var command = Command("SELECT EXISTS (SELECT 1 FROM customers WHERE import_id = @import_id)");
        if (!(bool)(await command.ExecuteScalarAsync(cancellation))!)
        {
            return false;
        }

        await ScoreTables.LockAsRunAsync(connection, cancellation);
        return true;
    }

    private Task FactsAsync(CancellationToken cancellation) => import.Kind switch
    {
        ImportKind.Orders => RunAsync("orders", cancellation, ("of_lines", "false")),
        ImportKind.OrderLines => RunAsync("orders", cancellation, ("of_lines", "true")),
        ImportKind.Costs => RunAsync("costs", cancellation),
        ImportKind.Activities => RunAsync("activities", cancellation),
        ImportKind.Surveys => RunAsync("surveys", cancellation),
        ImportKind.Customers => Task.CompletedTask,
    };

    private Task CatalogAsync(string catalog, string column, CancellationToken cancellation) => RunAsync(
        "catalog", cancellation, ("catalog", catalog), ("by", "id"),
        ("used", $"SELECT 1 FROM customers WHERE {column} = g.id"), ("before", $"(VALUES (i.before->>'{column}'))"));

    private async Task RunAsync(string sqlFile, CancellationToken cancellation, params (string Word, string With)[] words)
    {
        await using var command = Command(SqlText.Read($"Importing/Sql/undo_{sqlFile}.sql", words));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var (name, value) in new (string, object)[] { ("import_id", import.Id), ("now", now), ("user", user) })
        {
            if (sql.Contains('@' + name, StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue(name, value);
            }
        }

        return command;
    }
}

/// <summary>The import to undo.</summary>
internal sealed record UndoneImport(long Id, ImportKind Kind, string FileName);
