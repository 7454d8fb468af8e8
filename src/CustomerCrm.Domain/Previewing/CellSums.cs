namespace CustomerCrm.Domain.Previewing;

/// <summary>The cells of a migration matrix, in whole cents; one matrix for all or for a group.</summary>
internal sealed class CellSums
{
    public const int Cells = Preview.Froms * Preview.Tiers;

    private readonly int[] customers = new int[Cells];
    private readonly Int128[] netRevenue = new Int128[Cells];
    private readonly Int128[] bookedProfit = new Int128[Cells];

    /// <summary>Adds a group of a chunk.</summary>
    public void Add(ChunkSums sums, int group)
    {
        for (var i = 0; i < Cells; i++)
        {
            var (count, net, booked) = sums.Of(group, i);
            customers[i] += count;
            netRevenue[i] += net;
            bookedProfit[i] += booked;
        }
    }

    public void Add(CellSums other)
    {
        for (var i = 0; i < Cells; i++)
        {
            customers[i] += other.customers[i];
            netRevenue[i] += other.netRevenue[i];
            bookedProfit[i] += other.bookedProfit[i];
        }
    }

    public PreviewTotals[] Totals() =>
        [.. Enumerable.Range(0, Cells).Select(i => new PreviewTotals(customers[i], Amount(netRevenue[i]), Amount(bookedProfit[i])))];

    public PreviewGroup Group(int id)
    {
        var (all, up, down) = (default(PreviewTotals), default(PreviewTotals), default(PreviewTotals));
        var (now, then) = (new int[Preview.Tiers], new int[Preview.Tiers]);
        var totals = Totals();
        for (var i = 0; i < totals.Length; i++)
        {
            var (from, to) = (i / Preview.Tiers, i % Preview.Tiers);
            var scored = from < Preview.Tiers;
            all += totals[i];
            up += scored && to > from ? totals[i] : default;
            down += scored && to < from ? totals[i] : default;
            then[to] += totals[i].Customers;
            if (scored)
            {
                now[from] += totals[i].Customers;
            }
        }

        return new PreviewGroup(id, all, up, down, now, then);
    }

    private static Money Amount(Int128 cents) => Money.Of((decimal)cents / 100);
}

/// <summary>The matrices of the groups of one chunk. A chunk is small enough that its cents fit in a long.</summary>
internal sealed class ChunkSums(int groups)
{
    private readonly int[] customers = new int[groups * CellSums.Cells];
    private readonly long[] netRevenue = new long[groups * CellSums.Cells];
    private readonly long[] bookedProfit = new long[groups * CellSums.Cells];

    public void Add(int group, int cell, long net, long booked)
    {
        var at = (group * CellSums.Cells) + cell;
        customers[at]++;
        netRevenue[at] += net;
        bookedProfit[at] += booked;
    }

    public (int Customers, long NetRevenue, long BookedProfit) Of(int group, int cell)
    {
        var at = (group * CellSums.Cells) + cell;
        return (customers[at], netRevenue[at], bookedProfit[at]);
    }

    public bool IsEmpty(int group) => customers.AsSpan(group * CellSums.Cells, CellSums.Cells).IndexOfAnyExcept(0) < 0;
}
