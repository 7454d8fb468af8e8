using System.Globalization;

namespace CustomerCrm.SampleConverter.Source;

/// <summary>What the rules kept and left out. The kinds do not overlap: together they are the lines read.</summary>
internal sealed class SourceTally
{
    public int LinesRead { get; set; }

    public int LinesKept { get; set; }

    public int AdjustmentLines { get; set; }

    public int LinesWithoutCustomer { get; set; }

    public int LinesOnUnusableInvoices { get; set; }

    public int InvoicesOfTwoCustomers { get; set; }

    public int InvoicesAgainstTheirKind { get; set; }

    public int InvoicesOfMixedSigns { get; set; }

    public int InvoicesOfTwoDates { get; set; }

    public IEnumerable<string> Report() =>
    [
        Line("lines read", LinesRead),
        Line("lines left out: on an A invoice (bad debt)", AdjustmentLines),
        Line("lines left out: no customer", LinesWithoutCustomer),
        Line("lines left out: on an invoice that cannot be used", LinesOnUnusableInvoices),
        Line("lines kept", LinesKept),
        Line("invoices left out: two customers", InvoicesOfTwoCustomers),
        Line("invoices left out: sum against its kind", InvoicesAgainstTheirKind),
        Line("invoices kept with lines of both signs", InvoicesOfMixedSigns),
        Line("invoices kept under the date of their first line", InvoicesOfTwoDates),
    ];

    internal static string Line(string what, int count) => string.Create(CultureInfo.InvariantCulture, $"{what}: {count:N0}");
}
