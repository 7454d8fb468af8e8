using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>Customers and what they turned over and brought in the window.</summary>
/// <param name="NetRevenue">Booked, of the window.</param>
/// <param name="BookedProfit">Gross profit less cost to serve, of the window.</param>
public readonly record struct PreviewTotals(int Customers, Money NetRevenue, Money BookedProfit)
{
    public static PreviewTotals operator +(PreviewTotals one, PreviewTotals other) =>
        new(one.Customers + other.Customers, one.NetRevenue + other.NetRevenue, one.BookedProfit + other.BookedProfit);

    public static PreviewTotals Add(PreviewTotals one, PreviewTotals other) => one + other;
}

/// <summary>A customer whose shown tier moves.</summary>
/// <param name="From">Null for who has no current score.</param>
/// <param name="Composite">Under the rules previewed; null for who never bought.</param>
public readonly record struct Mover(long CustomerId, Tier? From, Tier To, Score? Composite, Money NetRevenue, Money BookedProfit)
{
    /// <summary>Under the rules he comes from; null for who never bought, and where he comes from the scores that stand.</summary>
    public Score? Before { get; init; }

    /// <summary>How many tiers up, or, below 0, down; from nowhere counts as from Unrated.</summary>
    public int Steps => (int)To - (int)(From ?? Tier.Unrated);
}

/// <summary>What the rules do to the customers of one owner or region, in shown tiers.</summary>
/// <param name="Id">0 for nobody's, or no region.</param>
/// <param name="Up">Who rises.</param>
/// <param name="Down">Who falls.</param>
/// <param name="Now">Customers by tier, as they stand.</param>
/// <param name="Then">Customers by tier under the rules previewed.</param>
public sealed record PreviewGroup(int Id, PreviewTotals All, PreviewTotals Up, PreviewTotals Down, IReadOnlyList<int> Now, IReadOnlyList<int> Then);

/// <summary>
/// Who moves where if a policy came into force on these facts: everything in shown tiers, after guards, grace and pins. Nothing was
/// written for it.
/// </summary>
public sealed class Preview
{
    /// <summary>So many movers are named.</summary>
    public const int MoversNamed = 50;

    /// <summary>Rows of the matrix: the tiers as they stand, and the customers without a score.</summary>
    internal const int Froms = Tiers + 1;

    /// <summary>Columns of the matrix: Unrated to Platinum.</summary>
    internal const int Tiers = (int)Tier.Platinum + 1;

    private readonly PreviewTotals[] cells;

    internal Preview(
        DateOnly asOf, PreviewTotals[] cells, IReadOnlyList<Mover> movers, IReadOnlyList<PreviewGroup> owners, IReadOnlyList<PreviewGroup> regions) =>
        (AsOf, this.cells, Movers, Owners, Regions) = (asOf, cells, movers, owners, regions);

    public DateOnly AsOf { get; }

    /// <summary>Those who move most: by steps, then by the size of their booked profit, then by id.</summary>
    public IReadOnlyList<Mover> Movers { get; }

    /// <summary>By how many move, most first.</summary>
    public IReadOnlyList<PreviewGroup> Owners { get; }

    /// <summary>By how many move, most first.</summary>
    public IReadOnlyList<PreviewGroup> Regions { get; }

    public PreviewTotals All => Sum((_, _) => true);

    public PreviewTotals Moved => Sum((from, to) => from != to);

    public PreviewTotals Up => Sum((from, to) => from is { } tier && to > tier);

    public PreviewTotals Down => Sum((from, to) => from > to);

    /// <summary>A cell of the migration matrix.</summary>
    /// <param name="from">Null for who has no current score.</param>
    public PreviewTotals Cell(Tier? from, Tier to) => cells[IndexOf(from, to)];

    /// <summary>A tier as it stands; null for who has no current score.</summary>
    public PreviewTotals Now(Tier? tier) => Sum((from, _) => from == tier);

    /// <summary>A tier under the rules previewed.</summary>
    public PreviewTotals Then(Tier tier) => Sum((_, to) => to == tier);

    internal static int IndexOf(Tier? from, Tier to) => ((from is { } tier ? (int)tier : Froms - 1) * Tiers) + (int)to;

    private PreviewTotals Sum(Func<Tier?, Tier, bool> counts)
    {
        var sum = default(PreviewTotals);
        for (var from = 0; from < Froms; from++)
        {
            for (var to = 0; to < Tiers; to++)
            {
                sum += counts(from == Froms - 1 ? null : (Tier)from, (Tier)to) ? cells[(from * Tiers) + to] : default;
            }
        }

        return sum;
    }
}
