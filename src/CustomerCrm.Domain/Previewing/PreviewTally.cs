using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>Counts a preview, in whole cents; one for each thread, added up at the end.</summary>
/// <param name="only">The one cell whose movers are named; null for all.</param>
internal sealed class PreviewTally((Tier? From, Tier To)? only)
{
    private static readonly Comparer<Mover> MostFirst = Comparer<Mover>.Create((one, other) =>
    {
        var bySteps = Math.Abs(other.Steps).CompareTo(Math.Abs(one.Steps));
        var byProfit = bySteps != 0 ? bySteps : Math.Abs(other.BookedProfit.Amount).CompareTo(Math.Abs(one.BookedProfit.Amount));
        return byProfit != 0 ? byProfit : one.CustomerId.CompareTo(other.CustomerId);
    });

    private readonly Cells all = new();
    private readonly Dictionary<int, Cells> owners = [];
    private readonly Dictionary<int, Cells> regions = [];
    private readonly SortedSet<Mover> movers = new(MostFirst);
    private (int Id, Cells Cells)? lastOwner;
    private (int Id, Cells Cells)? lastRegion;

    public static Mover MoverOf(PreviewChunk chunk, int row, PreviewBefore.Stood from, Tier to, Score? composite) => new(
        chunk.Ids[row], from.Shown, to, composite, Money.OfCents(chunk.NetRevenue(row)), Money.OfCents(chunk.BookedProfit(row)))
    { Before = from.Composite };

    public void Count(PreviewChunk chunk, int row, PreviewBefore.Stood stood, Tier to, Score? composite)
    {
        var from = stood.Shown;
        var index = Preview.IndexOf(from, to);
        var (net, booked) = (chunk.NetRevenue(row), chunk.BookedProfit(row));
        all.Add(index, net, booked);
        Of(owners, ref lastOwner, chunk.Owner(row)).Add(index, net, booked);
        Of(regions, ref lastRegion, chunk.Region(row)).Add(index, net, booked);
        if (only is { } cell ? cell == (from, to) : from != to)
        {
            Name(MoverOf(chunk, row, stood, to, composite));
        }
    }

    public void Add(PreviewTally other)
    {
        all.Add(other.all);
        foreach (var (mine, theirs) in new[] { (owners, other.owners), (regions, other.regions) })
        {
            foreach (var (id, cells) in theirs)
            {
                (mine.TryGetValue(id, out var known) ? known : mine[id] = new Cells()).Add(cells);
            }
        }

        foreach (var mover in other.movers)
        {
            Name(mover);
        }
    }

    public Preview Result(DateOnly asOf) => new(asOf, all.Totals(), [.. movers], Groups(owners), Groups(regions));

    /// <summary>Neighbours mostly share their owner or region.</summary>
    private static Cells Of(Dictionary<int, Cells> groups, ref (int Id, Cells Cells)? last, int id)
    {
        if (last is { } known && known.Id == id)
        {
            return known.Cells;
        }

        if (!groups.TryGetValue(id, out var cells))
        {
            groups[id] = cells = new Cells();
        }

        last = (id, cells);
        return cells;
    }

    private void Name(Mover mover)
    {
        if (movers.Count < Preview.MoversNamed)
        {
            movers.Add(mover);
        }
        else if (MostFirst.Compare(mover, movers.Max) < 0)
        {
            movers.Remove(movers.Max);
            movers.Add(mover);
        }
    }

    private static PreviewGroup[] Groups(Dictionary<int, Cells> groups) =>
    [
        .. groups.Select(g => g.Value.Group(g.Key))
            .OrderByDescending(g => g.Up.Customers + g.Down.Customers).ThenByDescending(g => g.All.Customers).ThenBy(g => g.Id),
    ];

    private sealed class Cells
    {
        private readonly int[] customers = new int[Preview.Froms * Preview.Tiers];
        private readonly Int128[] netRevenue = new Int128[Preview.Froms * Preview.Tiers];
        private readonly Int128[] bookedProfit = new Int128[Preview.Froms * Preview.Tiers];

        public void Add(int index, long net, long booked)
        {
            customers[index]++;
            netRevenue[index] += net;
            bookedProfit[index] += booked;
        }

        public void Add(Cells other)
        {
            for (var i = 0; i < customers.Length; i++)
            {
                customers[i] += other.customers[i];
                netRevenue[i] += other.netRevenue[i];
                bookedProfit[i] += other.bookedProfit[i];
            }
        }

        public PreviewTotals[] Totals() =>
            [.. Enumerable.Range(0, customers.Length).Select(i => new PreviewTotals(customers[i], Amount(netRevenue[i]), Amount(bookedProfit[i])))];

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
}
