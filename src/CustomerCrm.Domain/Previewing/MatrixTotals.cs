using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>Customers, revenue and profit of each cell of the value matrix.</summary>
public sealed class MatrixTotals
{
    private readonly PreviewTotals[] cells;

    /// <param name="cells">In the order of <see cref="MatrixCell.All"/>.</param>
    /// <param name="outside">Who stands in no cell: without a purchase in the window.</param>
    public MatrixTotals(IReadOnlyList<PreviewTotals> cells, PreviewTotals outside) => (this.cells, Outside) = ([.. cells], outside);

    public PreviewTotals Outside { get; }

    /// <summary>Of those who stand in a cell.</summary>
    public PreviewTotals Inside => cells.Aggregate(PreviewTotals.Add);

    public PreviewTotals this[MatrixCell cell] => cells[cell.Index];
}
