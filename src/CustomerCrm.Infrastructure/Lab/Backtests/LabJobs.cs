using System.Globalization;
using System.Text.Json;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Lab.Backtests;

/// <summary>Which report a job is to work out.</summary>
internal sealed record LabOrder(long Report)
{
    public static string Key(JobKind kind, long report) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{report}");

    public string Written() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>The report and the rules it is compared with; null where it cannot be found.</summary>
    public static async Task<(LabReport Report, ScoringPolicy InForce)?> FindAsync(
        string? payload, IDbContextFactory<CrmDbContext> contexts, CancellationToken cancellation)
    {
        var order = JsonSerializer.Deserialize<LabOrder>(payload ?? "null", JsonSerializerOptions.Web);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.LabReports.AsNoTracking().SingleOrDefaultAsync(r => order != null && r.Id == order.Report, cancellation) is { } report
            && await db.PolicyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == report.PolicyVersion, cancellation) is { } version
                ? (report, version.Content) : null;
    }
}

/// <summary>Works out a backtest.</summary>
internal sealed class BacktestJob(NpgsqlDataSource database, IDbContextFactory<CrmDbContext> contexts, TimeProvider clock) : IJobWork
{
    public JobKind Kind => JobKind.Backtest;

    public async Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation)
    {
        if (await LabOrder.FindAsync(job.Payload, contexts, cancellation) is not var (report, inForce))
        {
            return JobOutcome.Refuse("Unreadable", ("payload", job.Payload));
        }

        BacktestResult? result;
        await using (var session = await LabSession.OpenAsync(database, job, cancellation))
        {
            var backtest = new Backtest(session.Scorer, report.Draft, inForce);
            job.Expect(backtest.Passes * session.Customers);
            result = await backtest.RunAsync(report.AsOf, report.Until, session.FirstOn ?? report.AsOf, cancellation);
        }

        if (result is null)
        {
            return JobOutcome.Refuse("NobodyToJudge", ("asOf", report.AsOf), ("report", report.Id));
        }

        var outcome = JobOutcome.Of("Backtested", ("customers", result.Customers), ("asOf", report.AsOf), ("report", report.Id));
        await LabSession.KeepAsync(database, report.Id, LabResultJson.Write(result), clock.GetUtcNow(), job, outcome, cancellation);
        return outcome;
    }
}

/// <summary>Works out which weights to suggest.</summary>
internal sealed class SuggestWeightsJob(NpgsqlDataSource database, IDbContextFactory<CrmDbContext> contexts, TimeProvider clock) : IJobWork
{
    public JobKind Kind => JobKind.SuggestWeights;

    public async Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation)
    {
        if (await LabOrder.FindAsync(job.Payload, contexts, cancellation) is not var (report, inForce))
        {
            return JobOutcome.Refuse("Unreadable", ("payload", job.Payload));
        }

        SuggestionResult? result;
        await using (var session = await LabSession.OpenAsync(database, job, cancellation))
        {
            job.Expect(WeightSearch.Passes * session.Customers);
            var search = new WeightSearch(session.Scorer, report.Draft, inForce, job);
            var judge = report.AsOf.AddDays((report.Until.DayNumber - report.AsOf.DayNumber) / 2);
            result = await search.RunAsync(report.AsOf, judge, report.Until, session.FirstOn ?? report.AsOf, cancellation);
        }

        if (result is null)
        {
            return JobOutcome.Refuse("NobodyToJudge", ("asOf", report.AsOf), ("report", report.Id));
        }

        var outcome = JobOutcome.Of("Suggested", ("customers", result.JudgedOn), ("from", result.JudgeFrom), ("report", report.Id));
        await LabSession.KeepAsync(database, report.Id, LabResultJson.Write(result), clock.GetUtcNow(), job, outcome, cancellation);
        return outcome;
    }
}
