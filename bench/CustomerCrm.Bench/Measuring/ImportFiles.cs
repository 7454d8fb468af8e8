using System.Globalization;
using System.Text;
using CustomerCrm.Bench.Firm;

namespace CustomerCrm.Bench.Measuring;

/// <summary>
/// The same new rows twice: as files to import, and as the rows that COPY puts straight into the tables. Orders of 1 to 4 lines,
/// 2.5 on average.
/// </summary>
internal sealed class ImportFiles(string folder, int rows, Buyers buyers, Random random)
{
    public const string OrderColumns =
        "id, order_no, customer_id, ordered_on, kind, net, cost_of_goods, currency, fx_rate, base_net, base_cost_of_goods, due_on, "
        + "paid_on, from_lines";

    public const string LineColumns =
        "order_id, line_no, product_code, product_name, category, quantity, unit_price, cost_of_goods";

    /// <summary>No order of the product has such an id, so that orders copied beside the rest never clash.</summary>
    private const long FirstCopiedId = 1_000_000_000_000;

    private const int Days = 90;

    public string Orders => Path("orders.csv");

    public string CopiedOrders => Path("orders.copy");

    public string LinesOfKnownOrders => Path("lines-of-known.csv");

    public string LinesThatMakeOrders => Path("lines.csv");

    /// <summary>Lines of the firm's first orders, which have none.</summary>
    public string CopiedLinesOfKnownOrders => Path("lines-of-known.copy");

    /// <summary>Lines of <see cref="CopiedOrdersOfLines"/>.</summary>
    public string CopiedLines => Path("lines.copy");

    /// <summary>The orders that <see cref="LinesThatMakeOrders"/> makes.</summary>
    public string CopiedOrdersOfLines => Path("orders-of-lines.copy");

    public void Write()
    {
        WriteOrders();
        WriteLines();
    }

    private void WriteOrders()
    {
        using var file = Open(Orders);
        using var copied = Open(CopiedOrders);
        file.WriteLine("order_no,customer_key,ordered_on,kind,net,cost_of_goods,due_on,paid_on");
        for (var i = 0; i < rows; i++)
        {
            var o = DrawnOrder.Draw(random, buyers, Day(i, rows));
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Number('N', i)},{FirmGenerator.Key(o.Customer)},{o.On:O},{(o.IsReturn ? "return" : "sale")},{o.Net},{o.CostOfGoods},{o.DueOn:O},{o.PaidOn:O}"));
            copied.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{FirstCopiedId + i},{Number('F', i)},{o.Customer},{o.On:O},{(o.IsReturn ? 2 : 1)},{o.Net},{o.CostOfGoods},EUR,1,{o.Net},{o.CostOfGoods},{o.DueOn:O},{o.PaidOn:O},f"));
        }
    }

    private void WriteLines()
    {
        using var known = Open(LinesOfKnownOrders);
        using var making = Open(LinesThatMakeOrders);
        using var copiedKnown = Open(CopiedLinesOfKnownOrders);
        using var copied = Open(CopiedLines);
        using var copiedOrders = Open(CopiedOrdersOfLines);
        const string line = "line_no,product_code,product_name,category,quantity,unit_price,cost_of_goods";
        known.WriteLine("order_no," + line);
        making.WriteLine("order_no,customer_key,ordered_on," + line);
        for (int order = 0, written = 0; written < rows; order++)
        {
            var customer = buyers.Draw(random);
            var on = Day(written, rows);
            var (net, cost) = (0m, 0m);
            for (var n = 0; n <= order % 4 && written < rows; n++, written++)
            {
                var (product, quantity, price) = (random.Next(5_000), random.Next(1, 12), random.Next(100, 9_999) / 100m);
                var lineCost = Math.Round(quantity * price * random.Next(40, 95) / 100, 2);
                (net, cost) = (net + (quantity * price), cost + lineCost);
                var cells = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{n + 1},P{product:D5},Product {product},Category {product % 40},{quantity},{price},{lineCost}");
                known.WriteLine($"{Number('N', order)},{cells}");
                making.WriteLine($"{Number('L', order)},{FirmGenerator.Key(customer)},{on:O},{cells}");
                copiedKnown.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{1 + order},{cells}"));
                copied.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{FirstCopiedId + order},{cells}"));
            }

            copiedOrders.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{FirstCopiedId + order},{Number('F', order)},{customer},{on:O},1,{net},,EUR,1,{net},{cost},,,t"));
        }
    }

    private string Number(char series, int place) => string.Create(CultureInfo.InvariantCulture, $"{series}{rows}-{place:D7}");

    private static DateOnly Day(int place, int of) => BenchCrm.Today.AddDays(-Days + 1 + (int)((long)place * Days / of));

    private string Path(string name) => System.IO.Path.Combine(folder, $"{rows}-{name}");

    private static StreamWriter Open(string path) => new(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
}
