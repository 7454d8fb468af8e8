using System.Globalization;
using CustomerCrm.Bench.Chaos.Load;
using CustomerCrm.Bench.Measuring;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Bench.Chaos;

/// <summary>After all of it: nothing lost, nothing left over, every score as a rebuild makes it.</summary>
internal sealed class FinalCheck(Stage stage, Action<string> tell)
{
    /// <summary>Each must be nought.</summary>
    private static readonly (string What, string Sql)[] Leftovers =
    [
        ("customers that wait for their scores", "SELECT count(*) FROM dirty_customers"),
        ("runs that still build", "SELECT count(*) FROM score_runs WHERE state = 1"),
        ("jobs that wait, run or failed", "SELECT count(*) FROM jobs WHERE state <> 3"),
        ("jobs with a lease or a node", "SELECT count(*) FROM jobs WHERE lease_token IS NOT NULL OR node IS NOT NULL"),
        ("rows of dated runs", "SELECT (SELECT count(*) FROM dated_scores) + (SELECT count(*) FROM dated_metrics)"),
        ("staging tables", "SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'"),
        ("imports without an audit row", "SELECT count(*) FROM imports i WHERE NOT EXISTS (SELECT 1 FROM audit_entries a WHERE a.action = 'imported' AND a.subject_id = i.id::text)"),
        ("audit rows without an import", "SELECT count(*) FROM audit_entries a WHERE a.action = 'imported' AND NOT EXISTS (SELECT 1 FROM imports i WHERE a.subject_id = i.id::text)"),
        ("runs without an audit row", "SELECT count(*) FROM score_runs r WHERE r.state = 2 AND NOT EXISTS (SELECT 1 FROM audit_entries a WHERE a.subject = 'score run' AND a.subject_id = r.id::text)"),
        ("orders whose import is not told", "SELECT count(*) FROM orders WHERE order_no LIKE 'W%' AND import_id IS NULL"),
        ("customers without a score", "SELECT count(*) FROM customers c WHERE NOT EXISTS (SELECT 1 FROM current_scores s WHERE s.customer_id = c.id)"),
        ("days begun too early or twice", "SELECT count(*) FROM jobs WHERE kind = 2 AND key <> 'audit ' || to_char(requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
    ];

    /// <returns>Whether all is well.</returns>
    public async Task<bool> RunAsync(PasswordWriter writer, string email)
    {
        await new JobWatch(stage.Crm).UntilIdleAsync();
        await TouchedCustomers.DrainAsync(stage.Crm.Source, TimeProvider.System, default);
        var good = Say("acknowledged writes lost", await stage.Ledger.LostAsync(stage.Crm));
        tell($"acknowledged in all: {stage.Ledger}");
        foreach (var (what, sql) in Leftovers)
        {
            good &= Say(what, await stage.Crm.ScalarAsync<long>(sql));
        }

        await using (var scope = stage.Crm.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<CrmUser>>();
            var holds = await users.CheckPasswordAsync((await users.FindByEmailAsync(email))!, writer.Current);
            good &= Say("the last password acknowledged does not hold", holds ? 0 : 1);
        }

        var audit = await stage.Crm.Services.GetRequiredService<ScoreAudit>().RunAsync(new RunWatch(), default);
        good &= Say("customers that an audit finds different", audit!.Drifted);
        return await Rebuild.EqualsAsync(stage.Crm, tell) && good;
    }

    private bool Say(string what, long count)
    {
        tell(string.Create(CultureInfo.InvariantCulture, $"{what}: {count}{(count == 0 ? "" : "  WRONG")}"));
        return count == 0;
    }
}
