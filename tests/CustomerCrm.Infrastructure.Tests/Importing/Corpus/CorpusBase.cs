using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing.Corpus;

/// <summary>A state of the whole database that is put back table by table, where a table is not as it was.</summary>
internal sealed class CorpusBase(TestCrm crm)
{
    private readonly Dictionary<string, string> _columns = [];
    private string _fingerprints = "";

    /// <summary>The fingerprint of the state kept, as it stands there now.</summary>
    public Dictionary<string, string> Fingerprint { get; private set; } = [];

    /// <summary>How many rows of each kind the state has.</summary>
    public Dictionary<string, long> Counts { get; private set; } = [];

    /// <summary>Keeps what stands there now.</summary>
    public async Task KeepAsync()
    {
        await crm.ExecuteAsync("CREATE SCHEMA kept");
        foreach (var table in await crm.RowsAsync("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        {
            _columns[table] = (await crm.ScalarAsync<string>($"""
                SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
                WHERE attrelid = 'public."{table}"'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                """))!;
            await crm.ExecuteAsync($"CREATE TABLE kept.\"{table}\" AS SELECT {_columns[table]} FROM public.\"{table}\"");
        }

        _fingerprints = string.Join(" UNION ALL ", _columns.Keys.Select(table =>
            $"SELECT '{table}', count(*), md5(string_agg(t.xmin::text || t::text, '|' ORDER BY t::text)) FROM public.\"{table}\" t"));
        (Fingerprint, Counts) = (await FingerprintAsync(), await StoredValues.CountAsync(crm));
    }

    /// <summary>What every table holds, row versions included; what changed nothing leaves it as it was.</summary>
    public async Task<Dictionary<string, string>> FingerprintAsync() =>
        (await crm.RowsAsync(_fingerprints)).Select(row => row.Split('|', 2)).ToDictionary(cells => cells[0], cells => cells[1]);

    /// <summary>The tables that differ between two fingerprints.</summary>
    public static IReadOnlyList<string> Changed(Dictionary<string, string> before, Dictionary<string, string> after) =>
        [.. before.Keys.Where(table => before[table] != after[table]).Order(StringComparer.Ordinal)];

    /// <summary>Puts back the tables that are not as they were kept.</summary>
    public async Task RestoreAsync(Dictionary<string, string> now)
    {
        var changed = Changed(Fingerprint, now);
        if (changed.Count == 0)
            return;

        var back = changed.Select(table => $"""
            DELETE FROM public."{table}";
            INSERT INTO public."{table}" ({_columns[table]}) OVERRIDING SYSTEM VALUE SELECT {_columns[table]} FROM kept."{table}";
            """);
        // As a replica the tables take rows in any order: what is put back is whole again at the end.
        await crm.ExecuteAsync($"BEGIN; SET LOCAL session_replication_role = replica; {string.Concat(back)} COMMIT;");
        Fingerprint = await FingerprintAsync();
    }
}
