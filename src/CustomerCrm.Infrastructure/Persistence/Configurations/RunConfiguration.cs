using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class ScoreGenerationConfiguration : IEntityTypeConfiguration<ScoreGeneration>
{
    public void Configure(EntityTypeBuilder<ScoreGeneration> builder)
    {
        builder.ToTable("score_generation", table => table.HasCheckConstraint("ck_score_generation_one_row", $"id = {ScoreGeneration.TheOnlyId}"));
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.Property(g => g.Slot).HasMaxLength(1);
        builder.Property(g => g.SwitchedXid).HasColumnType("xid8");
    }
}

internal sealed class ScoreRunConfiguration : IEntityTypeConfiguration<ScoreRun>
{
    public void Configure(EntityTypeBuilder<ScoreRun> builder)
    {
        builder.ToTable("score_runs");
        builder.HasIndex(r => r.AsOf);
    }
}

internal sealed class DirtyCustomerConfiguration : IEntityTypeConfiguration<DirtyCustomer>
{
    public void Configure(EntityTypeBuilder<DirtyCustomer> builder)
    {
        builder.ToTable("dirty_customers");
        builder.HasIndex(d => d.CustomerId);
    }
}

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder) => builder.ToTable("imports");
}

internal sealed class ImportBeforeImageConfiguration : IEntityTypeConfiguration<ImportBeforeImage>
{
    public void Configure(EntityTypeBuilder<ImportBeforeImage> builder)
    {
        builder.ToTable("import_before_images");
        builder.Property(i => i.Before).HasColumnType("jsonb");
        builder.HasOne<Import>().WithMany().HasForeignKey(i => i.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportHandEditConfiguration : IEntityTypeConfiguration<ImportHandEdit>
{
    public void Configure(EntityTypeBuilder<ImportHandEdit> builder)
    {
        builder.ToTable("import_hand_edits");
        builder.HasOne<Import>().WithMany().HasForeignKey(e => e.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.Property(e => e.Details).HasColumnType("jsonb");
        builder.HasOne(e => e.Customer).WithMany().HasForeignKey(e => e.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.At);
    }
}
