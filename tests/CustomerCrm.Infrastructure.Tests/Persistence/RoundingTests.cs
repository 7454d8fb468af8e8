using CustomerCrm.Domain;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.Persistence;

/// <summary>SQL's round_half_even and the domain's rounding are one.</summary>
public sealed class RoundingTests : CrmTests
{
    [Fact]
    public async Task RoundHalfEven_ThousandsOfValues_IsTheDomainsRounding()
    {
        var random = new Random(7);
        var values = new List<decimal> { 0, 0.005m, 0.015m, -0.005m, -0.015m, 0.004999999999m, 0.005000000001m, 999_999_999_999.995m };
        for (var n = 0; n < 3_000; n++)
        {
            var cents = random.NextInt64(-10_000_000_000_000, 10_000_000_000_000) / 100m;
            values.Add(cents + 0.005m);
            values.Add(-cents - 0.005m);
            values.Add(random.Next(-5_000, 5_000) / 1_000m);
            values.Add(cents + random.Next(-100_000, 100_000) / 100_000_000m);
            values.Add(cents * random.Next(1, 2_000_000) / 1_000_000m);
        }

        var inSql = await RoundAsync(values, 2);

        values.Zip(inSql).Where(v => Rounding.Cents(v.First) != v.Second).ShouldBeEmpty();
        (await RoundAsync(values, 6)).ShouldBe(values.Select(Rounding.Ratio));
    }

    private async Task<decimal[]> RoundAsync(List<decimal> values, int decimals)
    {
        await using var command = Crm.Source.CreateCommand(
            "SELECT array_agg(round_half_even(value, @decimals) ORDER BY place) FROM unnest(@values) WITH ORDINALITY AS v (value, place)");
        command.Parameters.Add(new NpgsqlParameter("values", values.ToArray()));
        command.Parameters.AddWithValue("decimals", decimals);
        return (decimal[])(await command.ExecuteScalarAsync())!;
    }
}
