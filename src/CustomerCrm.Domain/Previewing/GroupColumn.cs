namespace CustomerCrm.Domain.Previewing;

/// <summary>The owner or region of each customer of a chunk, as a place in the short list of those that occur in it.</summary>
internal sealed class GroupColumn
{
    private readonly ushort[] places;
    private readonly List<int> ids;
    private readonly Dictionary<int, ushort> placeOf;

    public GroupColumn(int count)
        : this(new ushort[count], [], [])
    {
    }

    private GroupColumn(ushort[] places, List<int> ids, Dictionary<int, ushort> placeOf) =>
        (this.places, this.ids, this.placeOf) = (places, ids, placeOf);

    /// <summary>Those that occur, or did before a correction.</summary>
    public IReadOnlyList<int> Ids => ids;

    public int Place(int row) => places[row];

    public int Id(int row) => ids[places[row]];

    public void Set(int row, int id)
    {
        if (!placeOf.TryGetValue(id, out var place))
        {
            placeOf[id] = place = (ushort)ids.Count;
            ids.Add(id);
        }

        places[row] = place;
    }

    public GroupColumn Copy() => new([.. places], [.. ids], new Dictionary<int, ushort>(placeOf));
}
