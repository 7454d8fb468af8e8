namespace CustomerCrm.Bench.Chaos.Load;

/// <summary>Every write that the product said it has, to be looked for afterwards.</summary>
internal sealed class Ledger
{
    private readonly Lock gate = new();
    private readonly List<WrittenOrder> orders = [];
    private readonly List<(string CostNo, decimal Amount)> costs = [];
    private int passwords;

    public void Add(IEnumerable<WrittenOrder> written)
    {
        lock (gate)
        {
            orders.AddRange(written);
        }
    }

    public void Add(IEnumerable<(string CostNo, decimal Amount)> written)
    {
        lock (gate)
        {
            costs.AddRange(written);
        }
    }

    public void AddPassword() => Interlocked.Increment(ref passwords);

    /// <summary>One of the newest orders; null before the first.</summary>
    public WrittenOrder? Draw(Random random)
    {
        lock (gate)
        {
            return orders.Count == 0 ? null : orders[^random.Next(1, Math.Min(orders.Count, 200) + 1)];
        }
    }

    /// <summary>How many acknowledged rows and changes are not in the database, or stand there otherwise.</summary>
    public async Task<long> LostAsync(BenchCrm crm)
    {
        string[] orderNos;
        decimal[] nets;
        string[] costNos;
        decimal[] amounts;
        int changes;
        lock (gate)
        {
            (orderNos, nets) = ([.. orders.Select(o => o.OrderNo)], [.. orders.Select(o => o.Net)]);
            (costNos, amounts) = ([.. costs.Select(c => c.CostNo)], [.. costs.Select(c => c.Amount)]);
            changes = Volatile.Read(ref passwords);
        }

        await using var command = crm.Source.CreateCommand(
            """
            SELECT
                (SELECT count(*) FROM unnest(@orders, @nets) AS w (no, net)
                    WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.order_no = w.no AND o.net = w.net))
                + (SELECT count(*) FROM unnest(@costs, @amounts) AS w (no, amount)
                    WHERE NOT EXISTS (SELECT 1 FROM cost_entries e WHERE e.cost_no = w.no AND e.amount = w.amount))
                + greatest(0, @changes - (SELECT count(*) FROM audit_entries WHERE details ? 'passwordHash'))
            """);
        command.Parameters.AddWithValue("orders", orderNos);
        command.Parameters.AddWithValue("nets", nets);
        command.Parameters.AddWithValue("costs", costNos);
        command.Parameters.AddWithValue("amounts", amounts);
        command.Parameters.AddWithValue("changes", (long)changes);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public override string ToString()
    {
        lock (gate)
        {
            return string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{orders.Count:N0} orders, {costs.Count:N0} cost entries, {passwords:N0} passwords");
        }
    }
}

/// <summary>An order that the product said it has.</summary>
internal sealed record WrittenOrder(string OrderNo, long CustomerId, decimal Net);
