namespace CustomerCrm.SampleConverter.Source;

/// <summary>A row of the public data set as it stands, with its 1-based place in its invoice (counting all rows of it).</summary>
internal sealed record SourceLine(
    string InvoiceNo,
    int LineNo,
    string ProductCode,
    string ProductName,
    decimal Quantity,
    decimal UnitPrice,
    DateOnly On,
    string CustomerId,
    string Country);
