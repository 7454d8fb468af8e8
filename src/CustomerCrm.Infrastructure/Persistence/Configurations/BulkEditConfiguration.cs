using CustomerCrm.Infrastructure.Customers.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class BulkEditConfiguration : IEntityTypeConfiguration<BulkEdit>
{
    public void Configure(EntityTypeBuilder<BulkEdit> builder)
    {
        builder.ToTable("bulk_edits");
        builder.Property(e => e.Change).HasColumnType("jsonb");
    }
}

internal sealed class BulkEditRowConfiguration : IEntityTypeConfiguration<BulkEditRow>
{
    public void Configure(EntityTypeBuilder<BulkEditRow> builder)
    {
        builder.ToTable("bulk_edit_rows");
        builder.HasKey(r => new { r.BulkEditId, r.CustomerId });
        builder.HasOne<BulkEdit>().WithMany().HasForeignKey(r => r.BulkEditId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(r => r.Customer).WithMany().HasForeignKey(r => r.CustomerId).OnDelete(DeleteBehavior.Cascade);
    }
}
