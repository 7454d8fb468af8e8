using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.Importing;

/// <summary>Whole or not at all, one at a time.</summary>
public sealed class ImportTransactionTests : CrmTests
{
    [Fact]
    public async Task Apply_CancelledBeforeItsCommit_LeavesNothing()
    {
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("O1,C1,2026-06-01,100");
        await Crm.RecomputeAsync();
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_a");
        var before = await Crm.FingerprintAsync();
        using var stop = new CancellationTokenSource();

        var import = Crm.TryImportAsync(
            ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO2,C2,2026-06-02,50\n",
            new ImportOptions(CreateCustomers: true), stop.Token);
        await paused.ArrivedAsync();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(import);
        (await Crm.FingerprintAsync()).ShouldBe(before);
        await paused.OpenAsync();
        (await Crm.SalesAsync("O2,C1,2026-06-02,50")).Added.ShouldBe(1);
    }

    [Fact]
    public async Task Apply_WhileAnotherApplies_SaysThatItWaitsAndThenApplies()
    {
        await Crm.CustomersAsync("C1");
        await using var paused = await PausedTable.CloseAsync(Crm, "orders");
        var first = Crm.SalesAsync("O1,C1,2026-06-01,100");
        await paused.ArrivedAsync();

        var said = new TaskCompletionSource();
        var path = Crm.Database.Write("second.csv", "order_no,customer_key,ordered_on,net\nO1,C1,2026-06-01,100\nO2,C1,2026-06-02,50\n");
        var second = Crm.Importer.ApplyAsync(ImportKind.Orders, path, new ImportOptions(), "second", said.SetResult, default);
        await said.Task.WaitAsync(TimeSpan.FromMinutes(1));
        second.IsCompleted.ShouldBeFalse();
        await paused.OpenAsync();

        (await first).Added.ShouldBe(1);
        var applied = (await second).ShouldBeOfType<ImportResult.Applied>();
        (applied.Added, applied.Changed, applied.Unchanged).ShouldBe((1, 0, 1));
    }

    [Fact]
    public async Task Apply_EndedByTheServerAsADeadlocksVictim_IsAppliedAgain()
    {
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("O1,C1,2026-06-01,100");
        await Crm.RecomputeAsync();
        await using var other = await Crm.Source.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await ExecuteAsync(other, "SET LOCAL deadlock_timeout = '1h'; SELECT 1 FROM customers FOR UPDATE");

        var import = Crm.SalesAsync("O1,C1,2026-06-01,150");
        await Patience.UntilAsync(async () => await Crm.CountAsync("pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") > 0);
        await ExecuteAsync(other, "UPDATE orders SET due_on = '2026-07-01'");
        await transaction.CommitAsync();

        (await import).Changed.ShouldBe(1);
        (await Crm.RowAsync("SELECT net, due_on FROM orders")).ShouldBe("150.00|2026-07-01");
        (await Crm.CountAsync("imports")).ShouldBe(3);
        (await Crm.CountAsync("audit_entries WHERE action = 'imported'")).ShouldBe(3);
        (await Crm.CurrentTiersAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Apply_HeldUpLongerThanACommandMayTake_IsAppliedAllTheSame()
    {
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("O1,C1,2026-06-01,100");
        await Crm.RecomputeAsync();
        await using var impatient = NpgsqlDataSource.Create(Crm.Database.ConnectionString + ";Command Timeout=1");
        var importer = ActivatorUtilities.CreateInstance<Importer>(Crm.Services, impatient);
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_a", "INSERT");
        var file = Crm.Database.Write("o.csv", "order_no,customer_key,ordered_on,net\nO2,C1,2026-06-02,50\n");

        var import = importer.ApplyAsync(ImportKind.Orders, file, new ImportOptions(), "tester", null, default);
        await paused.ArrivedAsync();
        await Task.WhenAny(import, Task.Delay(TimeSpan.FromSeconds(3)));
        await paused.OpenAsync();

        (await import).ShouldBeOfType<ImportResult.Applied>().Added.ShouldBe(1);
    }

    [Fact]
    public async Task Apply_Rows_CarryTheirImportsId()
    {
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("O1,C1,2026-06-01,100", "O2,C1,2026-06-02,100");

        await Crm.SalesAsync("O1,C1,2026-06-01,100", "O2,C1,2026-06-02,101");

        var imports = await Crm.RowsAsync("SELECT id, kind, rows_read, rows_added, rows_changed, applied_by FROM imports ORDER BY id");
        imports.Select(i => i[(i.IndexOf('|', StringComparison.Ordinal) + 1)..]).ShouldBe(
            ["customers|1|1|0|tester", "orders|2|2|0|tester", "orders|2|0|1|tester"]);
        (await Crm.RowsAsync("SELECT import_id FROM orders ORDER BY order_no"))
            .ShouldBe([imports[1].Split('|')[0], imports[2].Split('|')[0]]);
    }

    [Fact]
    public async Task Apply_MoreErrorsThanAreTold_CountsThemAll()
    {
        var rows = Enumerable.Range(0, Importer.ErrorsTold + 5).Select(n => $"O{n},NONE,2026-01-01,{(n % 2 == 0 ? "5" : "x")}");

        var result = await Crm.TryImportAsync(ImportKind.Orders, TestCrm.Csv("order_no,customer_key,ordered_on,net", rows));

        var errors = result.ShouldBeOfType<ImportResult.RowsInError>().Errors;
        errors.Count.ShouldBe(Importer.ErrorsTold + 5);
        errors.First.Count.ShouldBe(Importer.ErrorsTold);
        errors.First.Select(e => e.Line).ShouldBe(Enumerable.Range(2, Importer.ErrorsTold).Select(n => (long)n));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
