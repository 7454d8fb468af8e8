using CustomerCrm.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs");
        builder.Property(j => j.Key).HasMaxLength(100).UseCollation("C");

        builder.Ignore(j => j.Ended);
        builder.Ignore(j => j.RequestedById);
        builder.Ignore(j => j.IsOpen);
        builder.Property(j => j.Payload).HasColumnType("jsonb");

        // However many nodes ask, one of a key waits or runs.
        builder.HasIndex(j => j.Key).IsUnique().HasFilter($"state IN ({(int)JobState.Queued}, {(int)JobState.Running})");
    }
}
