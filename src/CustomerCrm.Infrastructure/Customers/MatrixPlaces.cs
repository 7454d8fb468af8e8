using CustomerCrm.Domain;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>Where a customer stands in the value matrix; a row of matrix_places.sql, which passes the row filter.</summary>
public sealed class MatrixPlace
{
    public long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    public Band OrderBand { get; init; }

    public Band CycleBand { get; init; }
}

/// <summary>Read by its query alone: it stands in no table.</summary>
internal sealed class MatrixPlaceConfiguration : IEntityTypeConfiguration<MatrixPlace>
{
    public void Configure(EntityTypeBuilder<MatrixPlace> builder)
    {
        builder.HasNoKey().ToView(null);
        builder.HasOne(p => p.Customer).WithMany().HasForeignKey(p => p.CustomerId);
        builder.Property(p => p.OrderBand).HasConversion<short>();
        builder.Property(p => p.CycleBand).HasConversion<short>();
    }
}

/// <summary>Counts the value matrix and finds who stands in a cell, both in the database and through the row filter.</summary>
public static class MatrixPlaces
{
    /// <param name="policy">Whose thresholds; null for those of the version in force.</param>
    public static async Task<MatrixTotals> CountAsync(CrmDbContext db, ScoringPolicy? policy, CancellationToken cancellation)
    {
        var places = policy is null ? InForce(db) : Under(db, policy);
        var found = await (
            from c in FilteredCustomers.Of(db, CustomerFilter.Everybody)
            from p in places.Where(p => p.CustomerId == c.Metrics.CustomerId).DefaultIfEmpty()
            group c.Metrics by new { Order = (Band?)p!.OrderBand, Cycle = (Band?)p.CycleBand } into cell
            select new
            {
                cell.Key,
                Count = cell.Count(),
                NetRevenue = cell.Sum(m => m.NetRevenue),
                Profit = cell.Sum(m => m.GrossProfit - m.CostToServe),
            }).ToListAsync(cancellation);
        PreviewTotals Of(Band? order, Band? cycle) => found.SingleOrDefault(f => f.Key.Order == order && f.Key.Cycle == cycle) is { } cell
            ? new PreviewTotals(cell.Count, Money.Of(cell.NetRevenue), Money.Of(cell.Profit))
            : default;
        return new MatrixTotals([.. MatrixCell.All.Select(c => Of(c.Order, c.Cycle))], Of(null, null));
    }

    internal static IQueryable<CurrentScore> In(CrmDbContext db, IQueryable<CurrentScore> scores, CellChoice choice)
    {
        var places = InForce(db);
        if (choice.Cell is not { Order: var order, Cycle: var cycle })
        {
            return scores.Where(s => !places.Any(p => p.CustomerId == s.CustomerId));
        }

        return scores.Where(s => places.Any(p => p.CustomerId == s.CustomerId && p.OrderBand == order && p.CycleBand == cycle));
    }

    private static IQueryable<MatrixPlace> InForce(CrmDbContext db) =>
        db.Set<MatrixPlace>().FromSqlRaw(Sql("Customers/Sql/bands_in_force.sql"));

    private static IQueryable<MatrixPlace> Under(CrmDbContext db, ScoringPolicy policy) => db.Set<MatrixPlace>().FromSqlRaw(
        Sql("Customers/Sql/bands_given.sql"),
        Given("large_order", policy.LargeOrder), Given("medium_order", policy.MediumOrder),
        Given("short_cycle", policy.ShortCycle), Given("medium_cycle", policy.MediumCycle));

    private static string Sql(string bands) => SqlText.Read("Customers/Sql/matrix_places.sql", ("bands", SqlText.Read(bands)));

    private static NpgsqlParameter Given(string name, decimal? value) =>
        new(name, NpgsqlTypes.NpgsqlDbType.Numeric) { Value = value ?? (object)DBNull.Value };
}
