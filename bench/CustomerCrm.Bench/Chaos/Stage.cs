using CustomerCrm.Bench.Chaos.Load;

namespace CustomerCrm.Bench.Chaos;

/// <summary>What everybody in the play shares: the nodes, the round under way, and who may fail just now.</summary>
internal sealed class Stage(BenchCrm crm, IReadOnlyList<WebNode> nodes, string folder)
{
    private Tally tally = new();
    private int serverOutages;

    public BenchCrm Crm => crm;

    public IReadOnlyList<WebNode> Nodes => nodes;

    public string Folder => folder;

    public Ledger Ledger { get; } = new();

    public Tally Tally => Volatile.Read(ref tally);

    /// <summary>The database's server was killed in this round, so that it may answer nobody for a while.</summary>
    public bool ServerMayFail { get; private set; }

    /// <summary>Counts killings of the server: what was asked before one may fail after it.</summary>
    public int ServerOutages => Volatile.Read(ref serverOutages);

    public Tally BeginRound()
    {
        ServerMayFail = false;

        // Whoever is in the middle of something still counts for the round he began in.
        var next = new Tally();
        Volatile.Write(ref tally, next);
        return next;
    }

    public void ServerGoes()
    {
        ServerMayFail = true;
        Interlocked.Increment(ref serverOutages);
    }

    public WebNode AnyNode(Random random) => nodes[random.Next(nodes.Count)];
}
