using System.Globalization;

namespace CustomerCrm.Bench;

public enum BenchCommand
{
    Import,
    Dashboard,
    Preview,
    Chaos,
}

/// <summary>What to measure, how large the firm is, how many rows come in, and how often the rounds of failures are gone through.</summary>
public sealed record BenchOptions(BenchCommand Command, int Customers, int Orders, int Lines, int Rounds)
{
    public const string Usage =
        """
        Usage: dotnet run -c Release --project bench/CustomerCrm.Bench -- import [--customers N] [--orders N] [--lines N]
               dotnet run -c Release --project bench/CustomerCrm.Bench -- chaos [--customers N] [--orders N] [--rounds N]

        import measures imports of 100,000 rows and of --lines rows beside a plain COPY of the same rows, in the empty database that
        ConnectionStrings__Crm names, else in the embedded one. The goals are told for
        --customers 1000000 --orders 10000000 --lines 1000000.
        With dashboard in place of import: how long the dashboard's figures take over the same firm.
        With preview: how long a preview of changed rules takes, in memory and over HTTP, and whether publishing makes what it said.

        chaos kills, freezes and stops two web nodes and their database while both are read and written, and tells what was lost,
        how soon work was taken up again and whether every score equals a rebuild. Without ConnectionStrings__Crm it starts a
        server in a temporary folder, which it also kills, and removes it at the end. --rounds goes through all of it so often;
        0 makes the firm and checks it.
        """;

    /// <summary>Null where the arguments are not understood.</summary>
    public static BenchOptions? Parse(IReadOnlyList<string> args)
    {
        BenchOptions? options = args.Count % 2 == 0 ? null : args[0] switch
        {
            "import" => new BenchOptions(BenchCommand.Import, 100_000, 1_000_000, 100_000, 1),
            "dashboard" => new BenchOptions(BenchCommand.Dashboard, 100_000, 1_000_000, 1_000, 1),
            "preview" => new BenchOptions(BenchCommand.Preview, 100_000, 1_000_000, 1_000, 1),
            "chaos" => new BenchOptions(BenchCommand.Chaos, 200_000, 2_000_000, 1_000, 1),
            _ => null,
        };
        if (options is null)
        {
            return null;
        }

        for (var i = 1; i < args.Count; i += 2)
        {
            if (!int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number < (args[i] == "--rounds" ? 0 : 1_000))
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
                case "--rounds" when options.Command == BenchCommand.Chaos:
                    options = options with { Rounds = number };
                    break;
                case "--lines" when options.Command == BenchCommand.Import:
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
