using System.Globalization;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Jobs;

/// <summary>How jobs are told to the reader of this request.</summary>
public sealed class JobWords(IStringLocalizer<JobTexts> text, Formats format)
{
    public string Kind(JobKind kind) => text["Job.Kind." + kind];

    public string State(JobState state) => text["Job.State." + state];

    /// <summary>Users have their name; what nobody asked for is the system's.</summary>
    public string Asker(Job job) => job.RequestedBy == Actor.System.Name ? text["Jobs.System"] : job.RequestedBy;

    public string? Outcome(Job job) => job.Ended?.Tell(
        CultureInfo.CurrentUICulture, value => value is DateOnly date ? format.Date(date) : format.Number((long)value));

    /// <summary>How long it took, or has taken so far; null where it was never begun.</summary>
    public string? Took(Job job, DateTimeOffset now) => job.StartedAt is { } began ? Span((job.FinishedAt ?? now) - began) : null;

    public string? Left(Job job, DateTimeOffset now) => job.TimeLeft(now) is { } left ? text["Job.Left", Span(left)].Value : null;

    /// <summary>What it made; null where that has no page.</summary>
    public (string Address, string Words)? Made(Job job) => (job.State, job.Kind, job.Ended) switch
    {
        (JobState.Done, JobKind.Publish, { } ended) when ended.Number("version") is { } version =>
            (FormattableString.Invariant($"~/Scoring/Versions/{version}"), text["Job.To.Version", version]),
        (JobState.Done, JobKind.BulkEdit, { } ended) when ended.Number("bulkEdit") is { } edit =>
            (FormattableString.Invariant($"~/Customers/Bulk/{edit}"), text["Job.To.BulkEdit"]),
        (JobState.Done, JobKind.Recompute, _) when DatedRunOrder.Parse(job.Payload) is not null => ("~/Scoring/Runs", text["Job.To.Runs"]),
        (JobState.Done, JobKind.Backtest, { } ended) when ended.Number("report") is { } report =>
            (FormattableString.Invariant($"~/Scoring/Backtests/{report}"), text["Job.To.Backtest"]),
        (JobState.Done, JobKind.SuggestWeights, { } ended) when ended.Number("report") is { } report =>
            (FormattableString.Invariant($"~/Scoring/Suggestions/{report}"), text["Job.To.Suggestion"]),
        (JobState.Done, JobKind.Recompute, _) => ("~/Customers", text["Job.To.Customers"]),
        (JobState.Done or JobState.Failed, JobKind.CheckImport or JobKind.Import or JobKind.UndoImport, { } ended)
            when ended.Number("import") is { } import =>
            (FormattableString.Invariant($"~/Imports/{import}"), text["Job.To.Import"]),
        (_, JobKind.CheckImport or JobKind.Import, { } ended) when ended.Number("upload") is { } upload =>
            (FormattableString.Invariant($"~/Imports/Uploads/{upload}"), text["Job.To.Import"]),
        _ => null,
    };

    private string Span(TimeSpan span) =>
        span.TotalSeconds < 1 ? text["Span.Moment"]
        : span.TotalMinutes < 1 ? text["Span.Seconds", (int)span.TotalSeconds]
        : span.TotalHours < 1 ? text["Span.Minutes", (int)span.TotalMinutes, span.Seconds]
        : text["Span.Hours", (int)span.TotalHours, span.Minutes];
}
