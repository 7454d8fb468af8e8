using System.Globalization;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>
/// Writers and readers through one switch after the other; at the end nothing was lost. A dozen switches by default,
/// as many as CRM_STORM_SWITCHES says at the desk.
/// </summary>
public sealed class SwitchStormTests : CrmTests
{
    private static readonly int Switches =
        int.Parse(Environment.GetEnvironmentVariable("CRM_STORM_SWITCHES") ?? "12", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Switches_UnderWritersAndReaders_LoseNothingAndShowNoMix()
    {
        var facts = new RandomFacts(7, customers: 40);
        await Crm.ImportAsync(ImportKind.Activities, RandomFacts.Activities);
        await Crm.ImportAsync(ImportKind.Customers, facts.Customers(40));
        await Crm.ImportAsync(ImportKind.Orders, facts.Orders(80));
        await Crm.RecomputeAsync();
        using var over = new CancellationTokenSource();

        var writers = Enumerable.Range(1, 2).Select(n => WriteAsync(new RandomFacts(n, customers: 40), over.Token)).ToList();
        var readers = Enumerable.Range(1, 2).Select(_ => ReadAsync(over.Token)).ToList();
        for (var n = 1; n <= Switches; n++)
            (await Crm.RecomputeAsync(TestCrm.Today.AddDays(n / 2))).ShouldBeOfType<RunOutcome.Scored>();
        await over.CancelAsync();

        (await Task.WhenAll(writers)).ShouldAllBe(written => written > 0);
        (await Task.WhenAll(readers)).ShouldAllBe(read => read > 0);
        await TouchedCustomers.DrainAsync(Crm.Source, Crm.Clock, default);
        (await Crm.Services.GetRequiredService<ScoreAudit>().RunAsync(new RunWatch(), default))!.Drifted.ShouldBe(0);
        var kept = await Crm.CurrentScoresAsync();
        await Crm.RecomputeAsync(TestCrm.Today.AddDays(Switches / 2));
        (await Crm.CurrentScoresAsync()).ShouldBe(kept);
    }

    private async Task<int> WriteAsync(RandomFacts facts, CancellationToken over)
    {
        var written = 0;
        for (; !over.IsCancellationRequested; written++)
        {
            var (kind, csv) = facts.Any();
            await Crm.TryImportAsync(kind, csv, cancellation: CancellationToken.None);
        }

        return written;
    }

    /// <summary>Twice in one snapshot with a pause between: everybody of one run, of the same date, then exactly the same again.</summary>
    private async Task<int> ReadAsync(CancellationToken over)
    {
        const string look =
            """
            SELECT count(*) || ' ' || count(DISTINCT s.as_of) || ' ' || count(DISTINCT s.run_id) || ' ' || bool_and(s.as_of = g.as_of AND s.run_id = g.run_id)
                || ' ' || md5(string_agg(s.composite::text, ',' ORDER BY s.customer_id))
            FROM current_scores s, score_generation g
            """;
        var reads = 0;
        for (; !over.IsCancellationRequested; reads++)
        {
            await using var connection = await Crm.Source.OpenConnectionAsync(default);
            await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, default);
            await using var command = new Npgsql.NpgsqlCommand(look, connection);
            var first = (string)(await command.ExecuteScalarAsync(CancellationToken.None))!;
            first.ShouldMatch("^40 1 1 (t|true) ");
            await Task.Delay(Random.Shared.Next(20), default);
            ((string)(await command.ExecuteScalarAsync(CancellationToken.None))!).ShouldBe(first);
        }

        return reads;
    }
}
