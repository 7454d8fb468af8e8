using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Undoing;
using CustomerCrm.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>Imports by number, undos in few words, and everything there is to compare before and after.</summary>
public abstract class UndoTests : CrmTests
{
    private static readonly string[] FactTables =
    [
        "regions", "sources", "tags", "customers", "customer_tags", "orders", "order_lines", "cost_activities", "cost_rates",
        "cost_entries", "survey_answers",
    ];

    private static readonly string[] DerivedTables =
    [
        "customer_metrics_a", "customer_metrics_b", "customer_scores_a", "customer_scores_b", "dated_metrics", "dated_scores",
        "dirty_customers",
    ];

    private protected ImportUndo Undoer => Crm.Services.GetRequiredService<ImportUndo>();

    /// <summary>Imports a file that must be good and change something; returns its number.</summary>
    private protected async Task<long> ImportAsync(ImportKind kind, string csv, ImportOptions? options = null)
    {
        var applied = await Crm.ImportAsync(kind, csv, options);
        (applied.Added + applied.Changed).ShouldBeGreaterThan(0);
        return await Crm.ScalarAsync<long>("SELECT max(id) FROM imports");
    }

    private protected Task<UndoResult> TryUndoAsync(long import, UndoOptions? options = null, CancellationToken cancellation = default) =>
        Undoer.UndoAsync(import, options ?? new UndoOptions(), "undoer", null, cancellation);

    /// <summary>Undoes an import that must go without a rest.</summary>
    private protected async Task<UndoResult.Undone> UndoAsync(long import)
    {
        var undone = await TryUndoAsync(import) switch
        {
            UndoResult.Undone done => done,
            UndoResult.Forbidden forbidden => throw new InvalidOperationException(string.Join("; ", forbidden.Kept)),
            var other => throw new InvalidOperationException(other.ToString()),
        };
        (undone.Kept.Count, undone.KeptCount, undone.Whole).ShouldBe((0, 0L, true));
        return undone;
    }

    /// <summary>What is told of the rows that forbid the undo, which must leave everything as it was.</summary>
    private protected async Task<string[]> KeptAsync(long import)
    {
        var before = await Crm.FingerprintAsync();
        var forbidden = (await TryUndoAsync(import)).ShouldBeOfType<UndoResult.Forbidden>();
        (await Crm.FingerprintAsync()).ShouldBe(before);
        forbidden.KeptCount.ShouldBe(forbidden.Kept.Count);
        return [.. forbidden.Kept.Select(k => k.ToString())];
    }

    private protected async Task<UndoResult.Undone> SkippingAsync(long import) =>
        (await TryUndoAsync(import, new UndoOptions(SkipKept: true))).ShouldBeOfType<UndoResult.Undone>();

    /// <summary>Every fact with every column, and the scores as the pages and as the export tell them.</summary>
    private protected async Task<List<string>> StateAsync()
    {
        var state = new List<string>();
        foreach (var table in FactTables)
            state.AddRange((await Crm.RowsAsync($"SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1")).Prepend(table));
        state.AddRange(await Crm.CurrentScoresAsync());
        var file = Path.Combine(Crm.Database.Folder, "scores.csv");
        if (await Crm.TryExportAsync(ExportKind.Scores, file) is ExportOutcome.Written)
            state.AddRange((await File.ReadAllTextAsync(file)).Split('\n'));
        return state;
    }

    /// <summary>The state of before, or the lines of it that differ.</summary>
    private protected async Task ShouldBeAsync(List<string> before)
    {
        var now = await StateAsync();
        now.Except(before).Select(line => "now " + line).Concat(before.Except(now).Select(line => "was " + line)).ShouldBeEmpty();
        now.ShouldBe(before);
    }

    /// <summary>Nothing that is derived speaks of somebody who is gone, and nobody waits to be scored.</summary>
    private protected async Task ShouldBeTidyAsync()
    {
        foreach (var table in DerivedTables)
            (await Crm.CountAsync($"{table} WHERE customer_id NOT IN (SELECT id FROM customers)")).ShouldBe(0, table);
        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
    }
}
