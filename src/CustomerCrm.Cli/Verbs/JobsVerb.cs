using System.Globalization;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

/// <summary>The jobs of the web nodes, seen and steered from outside.</summary>
internal static class JobsVerb
{
    private const int Listed = 50;
    private static readonly Actor ByCommand = new(null, "command line");

    public static Verb Parse(string[] args)
    {
        var arguments = new Arguments(args, [], []);
        var what = arguments.Word("one of list, recompute, cancel");
        Verb verb = what switch
        {
            "list" => ListAsync,
            "recompute" => RecomputeAsync,
            "cancel" => Cancel(arguments.Word("JOB")),
            _ => throw new CommandException("jobs needs one of list, recompute, cancel"),
        };
        arguments.End();
        return verb;
    }

    private static Verb Cancel(string word) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (services, terminal, cancellation) => CancelAsync(id, services, terminal, cancellation)
            : throw new CommandException($"'{word}' is no number of a job");

    private static async Task<bool> ListAsync(IServiceProvider services, Terminal terminal, CancellationToken cancellation)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var jobs = await services.GetRequiredService<CrmDbContext>().Jobs
            .AsNoTracking().OrderByDescending(j => j.Id).Take(Listed).ToListAsync(cancellation);
        foreach (var job in jobs)
        {
            await terminal.SayAsync(Line(job, now));
        }

        return true;
    }

    private static async Task<bool> RecomputeAsync(IServiceProvider services, Terminal terminal, CancellationToken cancellation)
    {
        var id = await services.GetRequiredService<JobQueue>().EnqueueAsync(JobKind.Recompute, "recompute", ByCommand, cancellation);
        await terminal.SayAsync($"Job {id} is asked for; a web node takes it.");
        return true;
    }

    private static async Task<bool> CancelAsync(long id, IServiceProvider services, Terminal terminal, CancellationToken cancellation)
    {
        if (!await services.GetRequiredService<JobQueue>().CancelAsync(id, ByCommand, cancellation))
        {
            return await terminal.RefuseAsync($"there is no job {id} that waits or runs");
        }

        await terminal.SayAsync($"Job {id} is cancelled, or will be at its next sign of life.");
        return true;
    }

    private static string Line(Job job, DateTimeOffset now)
    {
        var progress = job is { State: JobState.Running, Progress: { } done }
            ? string.Create(CultureInfo.InvariantCulture, $" {done * 100:F0} % on {job.Node}") : "";
        var left = job.TimeLeft(now) is { } time ? string.Create(CultureInfo.InvariantCulture, $", about {Math.Ceiling(time.TotalSeconds)} s left") : "";
        return OneLine.Of($"{job.Id}  {job.Kind}  {job.Key}  asked {Terminal.Time(job.RequestedAt)} by {job.RequestedBy}: {job.State}{progress}{left}"
            + (job.Ended is { } outcome ? $"; {outcome}" : ""));
    }
}
