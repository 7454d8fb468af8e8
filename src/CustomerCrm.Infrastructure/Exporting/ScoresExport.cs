using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>How an export ended.</summary>
public abstract record ExportOutcome
{
    public sealed record Written(DateOnly AsOf, int Rows) : ExportOutcome;

    /// <summary>There is no run of that date, but of these.</summary>
    public sealed record NoSuchRun(IReadOnlyList<DateOnly> Dates) : ExportOutcome;
}

/// <summary>scores.csv: a row a customer of the current run, or of the dated run of exactly one date.</summary>
public sealed class ScoresExport(NpgsqlDataSource database)
{
    private static readonly (string Name, Func<MetricsRow, ScoreRow, string> Cell)[] Columns =
    [
        ("as_of", (_, s) => s.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("policy_version", (_, s) => Whole(s.PolicyVersion)),
        ("occasions", (m, _) => Whole(m.Occasions)),
        ("exposure_days", (m, _) => Whole(m.ExposureDays)),
        ("frequency", (m, _) => Ratio(m.Frequency)),
        ("average_order", (m, _) => Money(m.AverageOrder)),
        ("purchase_value", (m, _) => Money(m.PurchaseValue)),
        ("average_cycle", (m, _) => Ratio(m.AverageCycle)),
        ("net_revenue", (m, _) => Money(m.NetRevenue)),
        ("gross_profit", (m, _) => Money(m.GrossProfit)),
        ("cost_to_serve", (m, _) => Money(m.CostToServe)),
        ("profit", (m, _) => Money(m.Profit)),
        ("profit_margin", (m, _) => Ratio(m.ProfitMargin)),
        ("tenure_years", (m, _) => Ratio(m.Tenure)),
        ("overdue", (m, _) => Ratio(m.Overdue)),
        ("regularity", (m, _) => Ratio(m.Regularity)),
        ("share_of_wallet", (m, _) => Ratio(m.ShareOfWallet)),
        ("purchase_value_score", (_, s) => Points(s.PurchaseValueScore)),
        ("profit_score", (_, s) => Points(s.ProfitScore)),
        ("loyalty_score", (_, s) => Points(s.LoyaltyScore)),
        ("coverage", (_, s) => Ratio(s.Coverage)),
        ("composite", (_, s) => Points(s.Composite)),
        ("method_tier", (_, s) => s.MethodTier.ToString()),
        ("computed_tier", (_, s) => s.ComputedTier.ToString()),
        ("tier", (_, s) => s.ShownTier.ToString()),
        ("guards", (_, s) => Bits(s.Guards)),
        ("flags", (_, s) => Bits(s.Flags)),
        ("lifecycle", (_, s) => s.Lifecycle.ToString()),
    ];

    /// <param name="asOf">Null for the current run.</param>
    public async Task<ExportOutcome> WriteAsync(DateOnly? asOf, string path, CancellationToken cancellation)
    {
        // One snapshot for the choice of the run and its rows.
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var current = await GenerationState.ReadAsync(connection, cancellation);
        var dated = await DatedRunsAsync(connection, cancellation);
        ScoreTarget target;
        if (current is not null && (asOf is null || asOf == current.AsOf))
        {
            target = current.Target;
        }
        else if (asOf is { } date && dated.TryGetValue(date, out var run))
        {
            target = new ScoreTarget(run, null);
        }
        else
        {
            var dates = current is null ? dated.Keys : dated.Keys.Append(current.AsOf);
            return new ExportOutcome.NoSuchRun([.. dates.Order()]);
        }

        var rows = await WriteRowsAsync(connection, target, path, cancellation);
        return new ExportOutcome.Written(asOf ?? current!.AsOf, rows);
    }

    private static async Task<Dictionary<DateOnly, int>> DatedRunsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT as_of, id FROM score_runs WHERE kind = @dated AND state = @done", connection);
        command.Parameters.AddWithValue("dated", (short)RunKind.Dated);
        command.Parameters.AddWithValue("done", (short)RunState.Done);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var runs = new Dictionary<DateOnly, int>();
        while (await reader.ReadAsync(cancellation))
        {
            runs[reader.GetFieldValue<DateOnly>(0)] = reader.GetInt32(1);
        }

        return runs;
    }

    private static async Task<int> WriteRowsAsync(
        NpgsqlConnection connection, ScoreTarget target, string path, CancellationToken cancellation)
    {
        var (metrics, scores) = (ScoreColumns.Metrics, ScoreColumns.Scores);
        await using var command = new NpgsqlCommand(
            $"""
            SELECT {metrics.List("m")}, {scores.List("s")}, c.customer_key
            FROM {target.MetricsTable} m
            JOIN {target.ScoresTable} s ON s.customer_id = m.customer_id AND {target.Only("s")}
            JOIN customers c ON c.id = m.customer_id
            WHERE {target.Only("m")}
            ORDER BY c.customer_key COLLATE "C"
            """, connection)
        { CommandTimeout = 0 };
        await using var text = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        csv.WriteField("customer_key");
        foreach (var (name, _) in Columns)
        {
            csv.WriteField(name);
        }

        await csv.NextRecordAsync();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = 0;
        while (await reader.ReadAsync(cancellation))
        {
            var (measured, score) = (metrics.Read(reader, 0), scores.Read(reader, metrics.Count));
            csv.WriteField(reader.GetString(metrics.Count + scores.Count));
            foreach (var (_, cell) in Columns)
            {
                csv.WriteField(cell(measured, score));
            }

            await csv.NextRecordAsync();
            rows++;
        }

        return rows;
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Money(decimal? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "";

    private static string Ratio(decimal? value) => value?.ToString("F6", CultureInfo.InvariantCulture) ?? "";

    private static string Points(int? hundredths) => hundredths is { } h ? Score.FromHundredths(h).ToString() : "";

    private static string Bits<T>(T flags) where T : struct, Enum => string.Join(
        '|', Enum.GetValues<T>().Where(bit => Convert.ToInt32(bit, CultureInfo.InvariantCulture) != 0 && flags.HasFlag(bit)));
}
