using CustomerCrm.Domain.CostToServe;
using CustomerCrm.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class CostActivityConfiguration : IEntityTypeConfiguration<CostActivity>
{
    public void Configure(EntityTypeBuilder<CostActivity> builder)
    {
        builder.ToTable("cost_activities");
        builder.Property(a => a.Name).HasMaxLength(Customer.KeyLength).UseCollation("C");
        builder.HasIndex(a => a.Name).IsUnique();
        builder.HasMany(a => a.Rates).WithOne().HasForeignKey(r => r.ActivityId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CostRateConfiguration : IEntityTypeConfiguration<CostRate>
{
    public void Configure(EntityTypeBuilder<CostRate> builder)
    {
        builder.ToTable("cost_rates");
        builder.HasKey(r => new { r.ActivityId, r.ValidFrom });
        builder.Property(r => r.Rate).HasPrecision(18, 6);
    }
}

internal sealed class CostEntryConfiguration : IEntityTypeConfiguration<CostEntry>
{
    public void Configure(EntityTypeBuilder<CostEntry> builder)
    {
        builder.ToTable("cost_entries");
        builder.Property(e => e.CostNo).HasMaxLength(Customer.KeyLength).UseCollation("C");
        builder.HasIndex(e => e.CostNo).IsUnique();
        builder.Property(e => e.Quantity).HasPrecision(18, 6);
        builder.Property(e => e.GivenAmount).HasPrecision(14, 2);
        builder.Property(e => e.Amount).HasPrecision(14, 2);
        builder.Property(e => e.Version).IsRowVersion();
        builder.HasOne(e => e.Customer).WithMany().HasForeignKey(e => e.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(e => e.Activity).WithMany().HasForeignKey(e => e.ActivityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.CustomerId, e.IncurredOn }).IncludeProperties(e => new { e.Amount, e.VoidedAt });
    }
}
