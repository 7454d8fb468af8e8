using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class PinnedTierConfiguration : IEntityTypeConfiguration<PinnedTier>
{
    public void Configure(EntityTypeBuilder<PinnedTier> builder)
    {
        builder.ToTable("tier_pins", table => table.HasCheckConstraint("ck_tier_pins_dates", "from_on <= until_on"));
        builder.HasOne(p => p.Customer).WithMany().HasForeignKey(p => p.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(p => p.Pin);
    }
}

internal sealed class TierChangeConfiguration : IEntityTypeConfiguration<TierChange>
{
    public void Configure(EntityTypeBuilder<TierChange> builder)
    {
        builder.ToTable("tier_changes");
        builder.Property(c => c.Measures).HasColumnType("jsonb").HasConversion(m => MetricsJson.Write(m), json => MetricsJson.Read(json));
        builder.HasOne(c => c.Customer).WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.CustomerId, c.AsOf });
    }
}

internal sealed class ScoreHistoryConfiguration : IEntityTypeConfiguration<ScoreHistoryRow>
{
    public void Configure(EntityTypeBuilder<ScoreHistoryRow> builder)
    {
        builder.ToTable("score_history");
        builder.HasKey(h => new { h.CustomerId, h.AsOf });
        builder.HasOne(h => h.Customer).WithMany().HasForeignKey(h => h.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}
