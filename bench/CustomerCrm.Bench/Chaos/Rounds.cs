using System.Diagnostics;
using System.Globalization;
using CustomerCrm.Infrastructure.Jobs;

namespace CustomerCrm.Bench.Chaos;

/// <summary>
/// The failures, a round each: a full run is asked for, something is done to the node that holds it or to the server, and it is
/// measured how soon the run is taken up again and ended, under the load of readers and writers all the while.
/// </summary>
internal sealed class Rounds(Stage stage, Action<string> tell)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    private readonly JobWatch jobs = new(stage.Crm);
    private readonly List<RoundResult> results = [];

    public IReadOnlyList<RoundResult> Results => results;

    public async Task PlayAsync()
    {
        foreach (var share in (double[])[0.2, 0.5, 0.9])
        {
            await PlayAsync("node killed", share, (holder, _) => holder.KillAsync(), (holder, _) => holder.StartAsync());
        }

        await PlayAsync("node killed in its switch", null, (holder, _) => holder.KillAsync(), (holder, _) => holder.StartAsync());
        await PlayAsync("both nodes killed, one started", 0.5, KillBothAsync, (holder, _) => holder.StartAsync());
        await PlayAsync("node asked to stop", 0.5, (holder, _) => holder.StopAsync(), (holder, _) => holder.StartAsync());
        await PlayAsync("node frozen, later thawed", 0.5, FreezeAsync, ThawAsync);
        await PlayAsync("node frozen in its switch, later thawed", null, FreezeAsync, ThawAsync);
        if (stage.Crm.IsEmbedded)
        {
            await PlayAsync("database server killed", 0.5, (_, _) => KillServerAsync(), null);
        }

        if (Programs.FalseClock is null)
        {
            tell("no libfaketime on this machine: the rounds of a node with a wrong clock are left out");
            return;
        }

        await PlayWithFalseClockAsync("+1d");
        await PlayWithFalseClockAsync("-1d");
    }

    private static async Task KillBothAsync(WebNode holder, WebNode other)
    {
        await Task.WhenAll(holder.KillAsync(), other.KillAsync());
        await other.StartAsync();
    }

    private static Task FreezeAsync(WebNode holder, WebNode other)
    {
        holder.Freeze();
        return Task.CompletedTask;
    }

    /// <summary>After somebody else ended its run, it wakes up and must leave everything as it is.</summary>
    private async Task<TimeSpan> ThawAsync(WebNode holder, long job)
    {
        await jobs.UntilAsync(job, j => j.HasEnded);
        var watch = Stopwatch.StartNew();
        await holder.ThawAsync();
        return watch.Elapsed;
    }

    private async Task KillServerAsync()
    {
        var first = (await stage.Crm.ScalarAsync<string>("SELECT pg_read_file('postmaster.pid')")).Split('\n')[0];
        stage.ServerGoes();
        using var server = Process.GetProcessById(int.Parse(first, CultureInfo.InvariantCulture));
        server.Kill();
    }

    /// <summary>One node goes by a clock that is a day off, and takes the run over from the other.</summary>
    private async Task PlayWithFalseClockAsync(string offset)
    {
        var node = stage.Nodes[1];
        await PlayAsync(
            $"node killed, the other's clock {offset}", 0.5, (holder, _) => holder.KillAsync(), (holder, _) => holder.StartAsync(),
            before: async () =>
            {
                await node.StopAsync();
                await node.StartAsync(offset);
                var off = (await node.OwnTimeAsync())!.Value - DateTimeOffset.UtcNow;
                if (Math.Abs(off.TotalHours) < 23)
                {
                    throw new InvalidOperationException($"The clock of {node.Name} is right.");
                }

                // Until the other one has the run.
                node.Freeze();
                return node.ThawAsync;
            });
        await node.StopAsync();
        await node.StartAsync();
    }

    /// <param name="share">How far the run is to be; null for its switch.</param>
    /// <param name="strike">What is done, to the node that holds the run or not.</param>
    /// <param name="mend">Brings the struck node back, once the run is taken over; tells how long that took.</param>
    /// <param name="before">What is prepared before the run is asked for; what it returns is done as soon as a node has it.</param>
    private async Task PlayAsync(
        string what,
        double? share,
        Func<WebNode, WebNode, Task> strike,
        Func<WebNode, long, Task<TimeSpan>>? mend,
        Func<Task<Func<Task>>>? before = null)
    {
        await jobs.UntilIdleAsync();
        var tally = stage.BeginRound();
        var claimed = before is null ? null : await before();
        var gate = share is null ? await SwitchGate.CloseAsync(stage.Crm) : null;
        var runs = await DoneRunsAsync();
        var id = await jobs.AskAsync(string.Create(CultureInfo.InvariantCulture, $"chaos {results.Count + 1}"));
        var job = await jobs.UntilAsync(id, j => j.ProcessId is not null);
        await (claimed?.Invoke() ?? Task.CompletedTask);
        if (gate is not null)
        {
            await SwitchGate.ArrivedAsync(stage.Crm);
        }

        job = await jobs.UntilAsync(id, j => j.HasEnded || j.Share >= (share ?? 0));
        if (job.HasEnded)
        {
            throw new InvalidOperationException($"{what}: the run ended before it could be disturbed; take a larger firm.");
        }

        var holder = stage.Nodes.Single(n => n.ProcessId == job.ProcessId);
        var held = Stopwatch.StartNew();
        await strike(holder, stage.Nodes.Single(n => n != holder));
        await (gate?.DisposeAsync() ?? ValueTask.CompletedTask);

        var taken = await jobs.UntilAsync(id, j => j.HasEnded || (j.ProcessId is { } p && (p != job.ProcessId || j.Attempts > job.Attempts)));
        var takeOver = held.Elapsed;
        var back = mend is null ? (TimeSpan?)null : await mend(holder, id);
        var ended = await jobs.UntilAsync(id, j => j.HasEnded);
        var done = held.Elapsed;
        await Task.Delay(Calm);
        var switched = await DoneRunsAsync() - runs;
        if (ended.State != JobState.Done || switched != 1)
        {
            tally.Find($"the job ended as {ended.State}, and {switched} runs became current");
        }

        var result = new RoundResult(what, share is null ? null : job.Share, tally, await stage.Ledger.LostAsync(stage.Crm), takeOver, done, back, taken.Attempts);
        results.Add(result);
        tell(result.Line());
        foreach (var wrong in tally.Wrong.Distinct().Take(10))
        {
            tell("  WRONG: " + wrong);
        }
    }

    private Task<long> DoneRunsAsync() => stage.Crm.ScalarAsync<long>("SELECT count(*) FROM score_runs WHERE state = 2");
}
