using CustomerCrm.Infrastructure.Importing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class ImportUploadConfiguration : IEntityTypeConfiguration<ImportUpload>
{
    public void Configure(EntityTypeBuilder<ImportUpload> builder)
    {
        builder.ToTable("import_uploads");
        builder.Property(u => u.Options).HasColumnType("jsonb");
        builder.Property(u => u.Result).HasColumnType("jsonb");
    }
}

internal sealed class ImportUploadPartConfiguration : IEntityTypeConfiguration<ImportUploadPart>
{
    public void Configure(EntityTypeBuilder<ImportUploadPart> builder)
    {
        builder.ToTable("import_upload_parts");
        builder.HasKey(p => new { p.UploadId, p.IsErrorFile, p.Part });
        builder.HasOne<ImportUpload>().WithMany().HasForeignKey(p => p.UploadId).OnDelete(DeleteBehavior.Cascade);
    }
}
