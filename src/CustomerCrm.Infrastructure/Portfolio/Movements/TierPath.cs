using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Portfolio.Movements;

/// <summary>A stretch of a list of dates over which a customer stood in one tier; a row of tier_paths.sql, which passes the row filter.</summary>
public sealed class TierPath
{
    public long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    /// <summary>From 1; both included.</summary>
    public int FirstPlace { get; init; }

    public int LastPlace { get; init; }

    public Tier ShownTier { get; init; }

    /// <summary>In the stretch before; null where the customer had no score by then, and on the first date.</summary>
    public Tier? TierBefore { get; init; }

    /// <summary>On the first date, where this stretch reaches the last one; null where the customer had no score by then.</summary>
    public Tier? TierAtStart { get; init; }
}

/// <summary>Read by its query alone: it stands in no table.</summary>
internal sealed class TierPathConfiguration : IEntityTypeConfiguration<TierPath>
{
    public void Configure(EntityTypeBuilder<TierPath> builder)
    {
        builder.HasNoKey().ToView(null);
        builder.HasOne(p => p.Customer).WithMany().HasForeignKey(p => p.CustomerId);
    }
}
