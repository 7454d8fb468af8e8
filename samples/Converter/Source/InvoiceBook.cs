namespace CustomerCrm.SampleConverter.Source;

/// <summary>Lines to invoices, in the order of the file; what the rules leave out is counted in the tally.</summary>
internal static class InvoiceBook
{
    private const char Adjustment = 'A';
    private const char Cancellation = 'C';

    public static IReadOnlyList<Invoice> From(IEnumerable<SourceLine> lines, SourceTally tally)
    {
        var kept = new List<List<SourceLine>>();
        var byNo = new Dictionary<string, List<SourceLine>>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            tally.LinesRead++;
            if (line.InvoiceNo[0] == Adjustment)
            {
                tally.AdjustmentLines++;
                continue;
            }

            if (line.CustomerId.Length == 0)
            {
                tally.LinesWithoutCustomer++;
                continue;
            }

            if (!byNo.TryGetValue(line.InvoiceNo, out var rows))
            {
                byNo[line.InvoiceNo] = rows = [];
                kept.Add(rows);
            }

            rows.Add(line);
        }

        var invoices = kept.Select(rows => Make(rows, tally)).OfType<Invoice>().ToList();
        tally.LinesKept = invoices.Sum(i => i.Lines.Count);
        return invoices;
    }

    private static Invoice? Make(List<SourceLine> rows, SourceTally tally)
    {
        var first = rows[0];
        if (rows.Any(r => r.CustomerId != first.CustomerId))
        {
            // Nobody can say whose order it is.
            tally.InvoicesOfTwoCustomers++;
            tally.LinesOnUnusableInvoices += rows.Count;
            return null;
        }

        // The source writes returns with negative quantities, the file format positive ones.
        var isReturn = first.InvoiceNo[0] == Cancellation;
        var sign = isReturn ? -1 : 1;
        var lines = rows
            .Select(r => new InvoiceLine(r.LineNo, r.ProductCode, r.ProductName, sign * r.Quantity, r.UnitPrice, r.Country))
            .ToList();
        var net = decimal.Round(lines.Sum(l => l.Quantity * l.UnitPrice), 2, MidpointRounding.ToEven);
        if (net < 0)
        {
            // A sale under 0, or a return that charges: the number contradicts the amount.
            tally.InvoicesAgainstTheirKind++;
            tally.LinesOnUnusableInvoices += rows.Count;
            return null;
        }

        if (lines.Any(l => l.Quantity < 0))
            tally.InvoicesOfMixedSigns++;
        if (rows.Any(r => r.On != first.On))
            tally.InvoicesOfTwoDates++;
        return new Invoice(first.InvoiceNo, $"C{first.CustomerId}", first.On, isReturn, net, lines);
    }
}
