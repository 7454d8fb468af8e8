using System.Globalization;
using System.Text;
using System.Text.Json;
using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Lab.Columns;

/// <summary>
/// A preview as JSON (docs/operations.md): counts, migration matrix and everybody who moves, ordered as the page orders them. Numbers are exact;
/// tiers are written as in policy.json.
/// </summary>
public sealed class PreviewFile(NpgsqlDataSource database, PopulationReader reader)
{
    private const int NamedAtOnce = 5_000;

    /// <returns>False where there are no scores yet; then nothing was written.</returns>
    public async Task<bool> WriteAsync(ScoringPolicy policy, TextWriter output, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(new PopulationRequest(null, policy), new RunWatch(), cancellation) is not { } held)
        {
            return false;
        }

        var preview = held.Population.Preview(held.Population.Freeze(policy), named: int.MaxValue);
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("asOf", preview.AsOf.ToString("O", CultureInfo.InvariantCulture));
            json.WriteNumber("policyVersion", held.InForce.PolicyVersion);
            json.WriteNumber("customers", preview.All.Customers);
            json.WriteNumber("moved", preview.Moved.Customers);
            json.WriteNumber("up", preview.Up.Customers);
            json.WriteNumber("down", preview.Down.Customers);
            json.WriteNumber("leaving", held.Leaving);
            WriteTiers(json, preview);
            WriteMatrix(json, preview);
            json.WriteStartArray("movers");
            foreach (var some in preview.Movers.Chunk(NamedAtOnce))
            {
                var called = await CalledAsync(some, cancellation);
                foreach (var mover in some.Where(m => called.ContainsKey(m.CustomerId)))
                {
                    Write(json, mover, called[mover.CustomerId]);
                }

                await json.FlushAsync(cancellation);
                await WriteOutAsync(buffer, output, cancellation);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        await WriteOutAsync(buffer, output, cancellation);
        await output.WriteLineAsync();
        return true;
    }

    private static void WriteTiers(Utf8JsonWriter json, Preview preview)
    {
        json.WriteStartArray("tiers");
        foreach (var tier in Portfolio.PortfolioFigures.AllTiers)
        {
            json.WriteStartObject();
            json.WriteString("tier", NameOf(tier));
            Write(json, "now", preview.Now(tier));
            Write(json, "then", preview.Then(tier));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMatrix(Utf8JsonWriter json, Preview preview)
    {
        json.WriteStartObject("matrix");
        foreach (var from in Portfolio.PortfolioFigures.AllTiers.Cast<Tier?>().Append(null))
        {
            json.WriteStartObject(NameOf(from));
            foreach (var to in Portfolio.PortfolioFigures.AllTiers)
            {
                json.WriteNumber(NameOf(to), preview.Cell(from, to).Customers);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, PreviewTotals totals)
    {
        json.WriteStartObject(name);
        json.WriteNumber("customers", totals.Customers);
        json.WriteNumber("netRevenue", totals.NetRevenue.Amount);
        json.WriteNumber("bookedProfit", totals.BookedProfit.Amount);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Mover mover, (string Key, int? Composite) called)
    {
        json.WriteStartObject();
        json.WriteString("customerKey", called.Key);
        json.WriteString("from", NameOf(mover.From));
        json.WriteString("to", NameOf(mover.To));
        WriteScore(json, "compositeNow", called.Composite / 100m);
        WriteScore(json, "composite", mover.Composite?.Value);
        json.WriteNumber("netRevenue", mover.NetRevenue.Amount);
        json.WriteNumber("bookedProfit", mover.BookedProfit.Amount);
        json.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter json, string name, decimal? score)
    {
        if (score is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>As policy.json names tiers; new for who has no score yet.</summary>
    private static string NameOf(Tier? tier) => tier?.ToString() ?? "New";

    private async Task<Dictionary<long, (string Key, int? Composite)>> CalledAsync(Mover[] movers, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(SqlText.Read("Lab/Sql/movers.sql"), connection);
        command.Parameters.AddWithValue("ids", movers.Select(m => m.CustomerId).ToArray());
        var called = new Dictionary<long, (string, int?)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            called[reader.GetInt64(0)] = (reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetInt32(2));
        }

        return called;
    }

    private static async Task WriteOutAsync(MemoryStream buffer, TextWriter output, CancellationToken cancellation)
    {
        await output.WriteAsync(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).AsMemory(), cancellation);
        buffer.SetLength(0);
    }
}
