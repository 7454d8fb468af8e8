using CustomerCrm.SampleConverter.Source;

namespace CustomerCrm.SampleConverter.Orders;

/// <summary>
/// Sales that a return of the same amount undid, the latest one first. The two largest invoices of the data, £168,469.60 and
/// £77,183.60, were typing errors cancelled within the hour: goods and money never moved.
/// </summary>
internal sealed class Undone
{
    private readonly Dictionary<string, Invoice> saleByReturn = new(StringComparer.Ordinal);
    private readonly HashSet<string> onTheirOwnDay = new(StringComparer.Ordinal);

    public static Undone Of(CustomerHistory history)
    {
        var undone = new Undone();
        var open = history.Purchases.ToList();
        foreach (var back in history.Invoices.Where(i => i.IsReturn))
        {
            var sale = open.LastOrDefault(s => s.Net == back.Net && s.On <= back.On);
            if (sale is null)
                continue;
            open.Remove(sale);
            undone.saleByReturn[back.No] = sale;
            if (sale.On == back.On)
                undone.onTheirOwnDay.UnionWith([sale.No, back.No]);
        }

        return undone;
    }

    public Invoice? SaleOf(Invoice back) => saleByReturn.GetValueOrDefault(back.No);

    /// <summary>Whether a sale and its return are of one date: paper, no goods. Asked of either.</summary>
    public bool OnItsOwnDay(Invoice invoice) => onTheirOwnDay.Contains(invoice.No);
}
