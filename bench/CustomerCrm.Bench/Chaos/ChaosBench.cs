using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CustomerCrm.Bench.Chaos.Load;
using CustomerCrm.Bench.Firm;
using CustomerCrm.Bench.Measuring;
using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Bench.Chaos;

/// <summary>Two web nodes on one database under load, and everything that can happen to them.</summary>
public static class ChaosBench
{
    private const int Seed = 20_261_122;
    private const int Readers = 4;
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(1);
    private const string Reading = "reader@firm.example";
    private const string Writing = "writer@firm.example";
    private const string Password = "a password nobody else has";

    /// <returns>Whether nothing was lost, nothing was wrong, and the scores equal a rebuild.</returns>
    public static async Task<bool> RunAsync(BenchOptions options, Action<string> tell)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"crm-chaos-{Environment.ProcessId}");
        try
        {
            await using var crm = await BenchCrm.OpenAsync(folder);
            Directory.CreateDirectory(folder);
            tell(await crm.ScalarAsync<string>("SELECT version()"));
            await FillAsync(crm, options, tell);
            var nodes = new[] { new WebNode("node-1", crm.ConnectionString, folder), new WebNode("node-2", crm.ConnectionString, folder) };
            try
            {
                return await PlayAsync(new Stage(crm, nodes, folder), options, tell);
            }
            finally
            {
                Array.ForEach(nodes, n => n.Dispose());
            }
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task FillAsync(BenchCrm crm, BenchOptions options, Action<string> tell)
    {
        var random = new Random(Seed);
        var watch = Stopwatch.StartNew();
        await new FirmGenerator(crm, options, new Buyers(options.Customers, random), random).RunAsync();
        tell(string.Create(CultureInfo.InvariantCulture, $"{options.Customers:N0} customers, {options.Orders:N0} orders: {watch.Elapsed.TotalSeconds:F1} s"));
        watch.Restart();
        await Rebuild.RecomputeAsync(crm);
        tell(string.Create(CultureInfo.InvariantCulture, $"recompute without load: {watch.Elapsed.TotalSeconds:F1} s"));

        // As after the first day: a node whose clock is behind would not believe a key that it finds to be of tomorrow.
        crm.Services.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(60));
        await using var scope = crm.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<CrmUser>>();
        foreach (var email in (string[])[Reading, Writing])
        {
            var user = new CrmUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = email };
            if (!(await users.CreateAsync(user, Password)).Succeeded || !(await users.AddToRoleAsync(user, Roles.Admin)).Succeeded)
            {
                throw new InvalidOperationException("A user could not be made.");
            }
        }
    }

    private static async Task<bool> PlayAsync(Stage stage, BenchOptions options, Action<string> tell)
    {
        foreach (var node in stage.Nodes)
        {
            var took = await node.StartAsync();
            tell(string.Create(CultureInfo.InvariantCulture, $"{node.Name} serves after {took.TotalSeconds:F1} s"));
        }

        await new JobWatch(stage.Crm).UntilIdleAsync();
        var standing = await Standing.ReadAsync(stage.Crm);
        using var passwords = new PasswordWriter(stage, Writing, Password, Seed);
        using var stop = new CancellationTokenSource();
        List<Task> load =
        [
            .. Enumerable.Range(1, Readers).Select(n => new Reader(stage, standing, Reading, Password, Seed + n).RunAsync(stop.Token)),
            new OrderWriter(stage, options.Customers, Seed).RunAsync(stop.Token),
            new CostWriter(stage, options.Customers, Seed).RunAsync(stop.Token),
            passwords.RunAsync(stop.Token),
        ];
        var rounds = new Rounds(stage, tell);

        // Nodes and server are ended however this ends.
        var interrupted = new TaskCompletionSource();
        using var terminal = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var system = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        tell(RoundResult.Head);
        try
        {
            for (var n = 0; n < options.Rounds; n++)
            {
                // Ends the play at once where a reader or writer meets what it cannot explain.
                var play = rounds.PlayAsync();
                await await Task.WhenAny([play, interrupted.Task, .. load]);
                await play;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(Task.WhenAll(load), Task.Delay(LongestEnd, CancellationToken.None));
        }

        await Task.WhenAll(load);
        var quiet = rounds.Results.All(r => r.Tally.Wrong.Count == 0 && r.Lost == 0);
        return await new FinalCheck(stage, tell).RunAsync(passwords, Writing) && quiet;

        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.TrySetException(new OperationCanceledException("Interrupted."));
        }
    }
}
