using CustomerCrm.Domain.Firms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class FirmConfiguration : IEntityTypeConfiguration<Firm>
{
    public void Configure(EntityTypeBuilder<Firm> builder)
    {
        builder.ToTable("firm", table => table.HasCheckConstraint("ck_firm_one_row", $"id = {Firm.TheOnlyId}"));
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Currency).HasMaxLength(3);
        builder.Property(f => f.FiscalYearStartMonth).HasDefaultValue(1);
        builder.Property(f => f.Version).IsRowVersion();
    }
}
