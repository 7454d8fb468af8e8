using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Demo;

/// <summary>
/// Lets the sample firm live its year: what happened in a month is imported, then all are scored as of its end, under rules that
/// were changed once on the way. Goes on where an interrupted load stands.
/// </summary>
public sealed class DemoHistory(CrmDbContext db, Importer importer, Recompute recompute)
{
    /// <summary>Until then the firm went by turnover more than by profit.</summary>
    private static readonly DateOnly RulesChangedOn = new(2011, 9, 30);

    private static readonly ScoringPolicy FirstRules = new() { PurchaseValueWeight = 60, ProfitWeight = 20 };

    public async Task LiveAsync(string samples, Action<string> progress, CancellationToken cancellation)
    {
        var target = Directory.CreateTempSubdirectory("crm-sample-");
        try
        {
            var periods = new SamplePeriods(samples, target.FullName);
            periods.Cut();
            for (var period = 0; period < SamplePeriods.Ends.Count; period++)
            {
                var end = SamplePeriods.Ends[period];
                var asOf = await db.ScoreGenerations.AsNoTracking().Select(g => (DateOnly?)g.AsOf).SingleOrDefaultAsync(cancellation);
                if (asOf < end || asOf is null)
                {
                    progress($"Loading the sample firm up to {end:d MMMM yyyy}");
                    foreach (var (kind, file) in periods.Of(period))
                    {
                        await importer.ApplySampleAsync(kind, file, cancellation);
                    }
                }

                await ScoreAsync(end, asOf, cancellation);
            }
        }
        finally
        {
            target.Delete(recursive: true);
        }
    }

    private async Task ScoreAsync(DateOnly end, DateOnly? asOf, CancellationToken cancellation)
    {
        if (asOf is null)
        {
            await PublishAsync(end, FirstRules, "Turnover counts most", cancellation);
        }
        else if (asOf < end)
        {
            await recompute.RunAsync(new RecomputeRequest(end, null, Actor.System.Name), cancellation);
        }

        if (end == RulesChangedOn && await db.PolicyVersions.CountAsync(cancellation) == 1)
        {
            await PublishAsync(end, new ScoringPolicy(), "Profit counts as much as turnover", cancellation);
        }
    }

    private async Task PublishAsync(DateOnly on, ScoringPolicy policy, string note, CancellationToken cancellation)
    {
        var at = new DateTimeOffset(on, new TimeOnly(18, 0), TimeSpan.Zero);
        var draft = await db.PolicyDrafts.SingleAsync(cancellation);
        draft.Replace(policy, at, DemoUsers.Admin);
        await db.SaveChangesAsync(cancellation);
        await recompute.PublishAsync(new PublishRequest(on, null, new Publication(DemoUsers.Admin, note, at)), cancellation);
    }
}

/// <summary>A file of the sample, which has no row in error.</summary>
internal static class SampleImport
{
    /// <exception cref="SettingException">The file is missing or was changed.</exception>
    public static async Task ApplySampleAsync(this Importer importer, ImportKind kind, string file, CancellationToken cancellation)
    {
        var result = await importer.ApplyAsync(kind, file, new ImportOptions(ScoreLater: true), Actor.System.Name, null, cancellation);
        if (result is not ImportResult.Applied)
        {
            throw new SettingException($"The sample file {Path.GetFileName(file)} could not be loaded: {result}");
        }
    }
}
