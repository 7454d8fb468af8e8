using System.Diagnostics;
using System.Globalization;
using System.Text;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;
using Xunit.Abstractions;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>"Undo of a whole import, at 100,000 rows too": in sets, so that the number of rows costs time, not statements.</summary>
public sealed class LargeUndoTests(ITestOutputHelper output) : UndoTests
{
    private const int Orders = 100_000;
    private const int Customers = 20_000;

    [Fact]
    public async Task Undo_HundredThousandOrdersOfNewCustomers_LeavesNothingOfThem()
    {
        await Crm.BuyerAsync("OLD", 3, 100, TestCrm.Today);
        await Crm.RecomputeAsync();
        var before = await StateAsync();
        var file = Crm.Database.Write("large.csv", File());
        var watch = Stopwatch.StartNew();

        var applied = (await Crm.TryImportFileAsync(ImportKind.Orders, file, new ImportOptions(CreateCustomers: true))).ShouldBeOfType<ImportResult.Applied>();
        var imported = watch.Elapsed;
        var undone = await UndoAsync(await Crm.ScalarAsync<long>("SELECT max(id) FROM imports"));

        output.WriteLine($"imported in {imported.TotalSeconds:F1} s, undone in {(watch.Elapsed - imported).TotalSeconds:F1} s");
        (applied.Added, undone.Removed).ShouldBe((Orders, Orders + Customers));
        await ShouldBeAsync(before);
        await ShouldBeTidyAsync();
    }

    private static string File()
    {
        var csv = new StringBuilder("order_no,customer_key,ordered_on,net\n");
        for (var n = 0; n < Orders; n++)
            csv.Append(CultureInfo.InvariantCulture, $"O{n},C{n % Customers},{TestCrm.Today.AddDays(-n % 700):yyyy-MM-dd},{n % 900}.50\n");
        return csv.ToString();
    }
}
