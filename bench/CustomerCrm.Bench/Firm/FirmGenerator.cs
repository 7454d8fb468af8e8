using NpgsqlTypes;

namespace CustomerCrm.Bench.Firm;

/// <summary>
/// A firm of three years straight into the product's tables: customers, orders in the order of their days as they would have
/// come, three cost entries for ten orders.
/// </summary>
public sealed class FirmGenerator(BenchCrm crm, BenchOptions options, Buyers buyers, Random random)
{
    private const int Days = 3 * 365;

    public async Task RunAsync()
    {
        await CustomersAsync();
        await OrdersAsync();
        await CostsAsync();
        foreach (var table in (string[])["customers", "orders", "cost_entries"])
        {
            await crm.ExecuteAsync($"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))");
            await crm.ExecuteAsync($"VACUUM (ANALYZE) {table}");
        }
    }

    public static string Key(int customer) => $"C{customer:D8}";

    private Task CustomersAsync() => BareTable.FillAsync(
        crm, "customers", "id, customer_key, name, kind, estimated_annual_spend, first_contact_on, created_at, changed_at",
        async importer =>
        {
            var created = new DateTime(2023, 7, 1, 0, 0, 0, DateTimeKind.Utc);
            for (var i = 1; i <= options.Customers; i++)
            {
                var company = random.Next(10) < 7;
                await importer.StartRowAsync();
                await importer.WriteAsync((long)i, NpgsqlDbType.Bigint);
                await importer.WriteAsync(Key(i), NpgsqlDbType.Text);
                await importer.WriteAsync(CustomerNames.Draw(random, company), NpgsqlDbType.Text);
                await importer.WriteAsync((short)(company ? 1 : 2), NpgsqlDbType.Smallint);
                await importer.WriteOrNullAsync(random.Next(3) == 0 ? random.Next(1, 500) * 100m : null);
                await importer.WriteAsync(BenchCrm.Today.AddDays(-random.Next(Days)), NpgsqlDbType.Date);
                await importer.WriteAsync(created, NpgsqlDbType.TimestampTz);
                await importer.WriteAsync(created, NpgsqlDbType.TimestampTz);
            }
        });

    private Task OrdersAsync() => BareTable.FillAsync(
        crm, "orders",
        "id, order_no, customer_id, ordered_on, kind, net, cost_of_goods, currency, fx_rate, base_net, base_cost_of_goods, due_on, "
        + "paid_on, from_lines",
        async importer =>
        {
            for (var i = 1; i <= options.Orders; i++)
            {
                var order = DrawnOrder.Draw(random, buyers, Day(i, options.Orders));
                await importer.StartRowAsync();
                await importer.WriteAsync((long)i, NpgsqlDbType.Bigint);
                await importer.WriteAsync($"O{i:D9}", NpgsqlDbType.Text);
                await importer.WriteAsync((long)order.Customer, NpgsqlDbType.Bigint);
                await importer.WriteAsync(order.On, NpgsqlDbType.Date);
                await importer.WriteAsync((short)(order.IsReturn ? 2 : 1), NpgsqlDbType.Smallint);
                await importer.WriteAsync(order.Net, NpgsqlDbType.Numeric);
                await importer.WriteOrNullAsync(order.CostOfGoods);
                await importer.WriteAsync("EUR", NpgsqlDbType.Text);
                await importer.WriteAsync(1m, NpgsqlDbType.Numeric);
                await importer.WriteAsync(order.Net, NpgsqlDbType.Numeric);
                await importer.WriteOrNullAsync(order.CostOfGoods);
                await importer.WriteOrNullAsync(order.DueOn);
                await importer.WriteOrNullAsync(order.PaidOn);
                await importer.WriteAsync(false, NpgsqlDbType.Boolean);
            }
        });

    private async Task CostsAsync()
    {
        await crm.ExecuteAsync("INSERT INTO cost_activities (name, unit) VALUES ('visit', 'EUR')");
        await BareTable.FillAsync(
            crm, "cost_entries", "id, cost_no, customer_id, activity_id, incurred_on, given_amount, amount",
            async importer =>
            {
                var count = options.Orders / 10 * 3;
                for (var i = 1; i <= count; i++)
                {
                    var amount = random.Next(100, 20_000) / 100m;
                    await importer.StartRowAsync();
                    await importer.WriteAsync((long)i, NpgsqlDbType.Bigint);
                    await importer.WriteAsync($"K{i:D9}", NpgsqlDbType.Text);
                    await importer.WriteAsync((long)buyers.Draw(random), NpgsqlDbType.Bigint);
                    await importer.WriteAsync(1L, NpgsqlDbType.Bigint);
                    await importer.WriteAsync(Day(i, count), NpgsqlDbType.Date);
                    await importer.WriteAsync(amount, NpgsqlDbType.Numeric);
                    await importer.WriteAsync(amount, NpgsqlDbType.Numeric);
                }
            });
    }

    private static DateOnly Day(int place, int of) => BenchCrm.Today.AddDays(-Days + 1 + (int)((long)(place - 1) * Days / of));
}
