using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>Counts a preview, in whole cents; one for each thread, added up at the end.</summary>
/// <param name="only">The one cell whose movers are named; null for all.</param>
/// <param name="named">So many movers at most.</param>
internal sealed class PreviewTally((Tier? From, Tier To)? only, int named)
{
    private static readonly Comparer<Mover> MostFirst = Comparer<Mover>.Create((one, other) =>
    {
        var bySteps = Math.Abs(other.Steps).CompareTo(Math.Abs(one.Steps));
        var byProfit = bySteps != 0 ? bySteps : Math.Abs(other.BookedProfit.Amount).CompareTo(Math.Abs(one.BookedProfit.Amount));
        return byProfit != 0 ? byProfit : one.CustomerId.CompareTo(other.CustomerId);
    });

    private readonly Dictionary<int, CellSums> owners = [];
    private readonly Dictionary<int, CellSums> regions = [];
    private readonly SortedSet<Mover> movers = new(MostFirst);
    private (ChunkSums Owners, ChunkSums Regions) counting;

    /// <summary>The steps and profit of the last who is named, where all names are taken: most movers are no match for him.</summary>
    private (int Steps, long Booked) least;

    public void Begin(PreviewChunk chunk) => counting = (new ChunkSums(chunk.Owners.Ids.Count), new ChunkSums(chunk.Regions.Ids.Count));

    public void End(PreviewChunk chunk)
    {
        Add(owners, chunk.Owners, counting.Owners);
        Add(regions, chunk.Regions, counting.Regions);
    }

    public static Mover MoverOf(PreviewChunk chunk, int row, PreviewBefore.Stood from, Tier to, Score? composite) => new(
        chunk.Ids[row], from.Shown, to, composite, Money.OfCents(chunk.NetRevenue(row)), Money.OfCents(chunk.BookedProfit(row)))
    { Before = from.Composite };

    public void Count(PreviewChunk chunk, int row, PreviewBefore.Stood stood, Tier to, Score? composite)
    {
        var from = stood.Shown;
        var index = Preview.IndexOf(from, to);
        var (net, booked) = (chunk.NetRevenue(row), chunk.BookedProfit(row));
        counting.Owners.Add(chunk.Owners.Place(row), index, net, booked);
        counting.Regions.Add(chunk.Regions.Place(row), index, net, booked);
        if (only is { } cell ? cell == (from, to) : from != to)
        {
            var size = (Math.Abs((int)to - (int)(from ?? Tier.Unrated)), Math.Abs(booked));
            if (movers.Count < named || size.CompareTo(least) >= 0)
            {
                Name(MoverOf(chunk, row, stood, to, composite));
            }
        }
    }

    public void Add(PreviewTally other)
    {
        foreach (var (mine, theirs) in new[] { (owners, other.owners), (regions, other.regions) })
        {
            foreach (var (id, sums) in theirs)
            {
                Of(mine, id).Add(sums);
            }
        }

        foreach (var mover in other.movers)
        {
            Name(mover);
        }
    }

    /// <summary>Everybody has one owner, or none: all are the sum of the owners.</summary>
    public Preview Result(DateOnly asOf)
    {
        var all = new CellSums();
        foreach (var sums in owners.Values)
        {
            all.Add(sums);
        }

        return new Preview(asOf, all.Totals(), [.. movers], Groups(owners), Groups(regions));
    }

    private static void Add(Dictionary<int, CellSums> groups, GroupColumn column, ChunkSums sums)
    {
        for (var place = 0; place < column.Ids.Count; place++)
        {
            if (!sums.IsEmpty(place))
            {
                Of(groups, column.Ids[place]).Add(sums, place);
            }
        }
    }

    private static CellSums Of(Dictionary<int, CellSums> groups, int id) =>
        groups.TryGetValue(id, out var known) ? known : groups[id] = new CellSums();

    private void Name(Mover mover)
    {
        if (movers.Count < named)
        {
            movers.Add(mover);
        }
        else if (MostFirst.Compare(mover, movers.Max) < 0)
        {
            movers.Remove(movers.Max);
            movers.Add(mover);
        }

        var last = movers.Max;
        least = (Math.Abs(last.Steps), Math.Abs(last.BookedProfit.Cents));
    }

    private static PreviewGroup[] Groups(Dictionary<int, CellSums> groups) =>
    [
        .. groups.Select(g => g.Value.Group(g.Key))
            .OrderByDescending(g => g.Up.Customers + g.Down.Customers).ThenByDescending(g => g.All.Customers).ThenBy(g => g.Id),
    ];
}
