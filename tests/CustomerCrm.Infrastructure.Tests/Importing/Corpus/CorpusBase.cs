using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing.Corpus;

/// <summary>A state of the whole database that is put back table by table, where a table is not as it was.</summary>
internal sealed class CorpusBase(TestCrm crm)
{
    private readonly List<string> _tables = [];
    private readonly Dictionary<string, string> _columns = [];
    private string _fingerprints = "";

    /// <summary>Keeps what stands there now.</summary>
    public async Task KeepAsync()
    {
        await crm.ExecuteAsync("CREATE SCHEMA kept");
        foreach (var table in await crm.RowsAsync("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename::text COLLATE \"C\""))
        {
            _tables.Add(table);
            _columns[table] = (await crm.ScalarAsync<string>($"""
                SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
                WHERE attrelid = 'public."{table}"'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                """))!;
            await crm.ExecuteAsync($"CREATE TABLE kept.\"{table}\" AS SELECT {_columns[table]} FROM public.\"{table}\"");
        }

        _fingerprints = string.Join(" UNION ALL ", _tables.Select(table =>
            $"SELECT '{table}' COLLATE \"C\", count(*), md5(string_agg(t.xmin::text || t::text, '|' ORDER BY t::text)) FROM public.\"{table}\" t")) + " ORDER BY 1";
    }

    /// <summary>What every table holds, row versions included; what changed nothing leaves it as it was.</summary>
    public async Task<IReadOnlyList<string>> FingerprintAsync() => await crm.RowsAsync(_fingerprints);

    /// <summary>Puts back the tables that differ between two fingerprints.</summary>
    public async Task RestoreAsync(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var changed = _tables.Where((_, i) => before[i] != after[i]).ToList();
        if (changed.Count == 0)
            return;

        var back = changed.Select(table => $"""
            DELETE FROM public."{table}";
            INSERT INTO public."{table}" ({_columns[table]}) OVERRIDING SYSTEM VALUE SELECT {_columns[table]} FROM kept."{table}";
            """);
        // As a replica the tables take rows in any order: what is put back is whole again at the end.
        await crm.ExecuteAsync($"BEGIN; SET LOCAL session_replication_role = replica; {string.Concat(back)} COMMIT;");
    }
}
