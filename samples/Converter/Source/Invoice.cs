namespace CustomerCrm.SampleConverter.Source;

/// <summary>An invoice the sample keeps: all its lines of one customer. Amounts of a return are turned positive.</summary>
internal sealed record Invoice(
    string No, string CustomerKey, DateOnly On, bool IsReturn, decimal Net, IReadOnlyList<InvoiceLine> Lines)
{
    /// <summary>The value model's occasion: a sale of net 0 (samples, goods sent free) is none.</summary>
    public bool IsPurchase => !IsReturn && Net > 0;

    /// <summary>Pieces of goods; postage, discounts and the like have a code without a digit.</summary>
    public decimal Pieces => Lines.Where(l => l.ProductCode.Any(char.IsAsciiDigit)).Sum(l => l.Quantity);

    public IEnumerable<string> Countries => Lines.Select(l => l.Country);
}

internal sealed record InvoiceLine(
    int LineNo, string ProductCode, string ProductName, decimal Quantity, decimal UnitPrice, string Country);
