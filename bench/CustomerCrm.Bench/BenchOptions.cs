using System.Globalization;

namespace CustomerCrm.Bench;

/// <summary>How large the firm is, and how many rows come in.</summary>
/// <param name="Dashboard">Measures the dashboard instead of imports.</param>
public sealed record BenchOptions(int Customers, int Orders, int Lines, bool Dashboard = false)
{
    public const string Usage =
        """
        Usage: dotnet run -c Release --project bench/CustomerCrm.Bench -- import [--customers N] [--orders N] [--lines N]

        Measures imports of 100,000 rows and of --lines rows beside a plain COPY of the same rows, in the empty database that
        ConnectionStrings__Crm names, else in the embedded one. The goals are told for
        --customers 1000000 --orders 10000000 --lines 1000000.
        With dashboard in place of import: how long the dashboard's figures take over the same firm.
        """;

    /// <summary>Null where the arguments are not understood.</summary>
    public static BenchOptions? Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args.Count % 2 == 0 || args[0] is not ("import" or "dashboard"))
        {
            return null;
        }

        var options = new BenchOptions(100_000, 1_000_000, 100_000, args[0] == "dashboard");
        for (var i = 1; i < args.Count; i += 2)
        {
            if (!int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1_000)
            {
                return null;
            }

            switch (args[i])
            {
                case "--customers":
                    options = options with { Customers = number };
                    break;
                case "--orders":
                    options = options with { Orders = number };
                    break;
                case "--lines":
                    options = options with { Lines = number };
                    break;
                default:
                    return null;
            }
        }

        // Every line copied belongs to an order that is there.
        return options.Lines <= options.Orders ? options : null;
    }
}
