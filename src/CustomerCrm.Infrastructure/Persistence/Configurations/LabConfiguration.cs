using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class LabReportConfiguration : IEntityTypeConfiguration<LabReport>
{
    public void Configure(EntityTypeBuilder<LabReport> builder)
    {
        builder.ToTable("lab_reports");
        builder.Property(r => r.Kind).HasConversion<short>();
        builder.Property(r => r.Draft).HasColumnType("jsonb").HasConversion(p => PolicyJson.Write(p), json => PolicyJson.ReadStored(json));
        builder.Property(r => r.Result).HasColumnType("jsonb");
    }
}

internal sealed class RescoredCustomerConfiguration : IEntityTypeConfiguration<RescoredCustomer>
{
    public void Configure(EntityTypeBuilder<RescoredCustomer> builder)
    {
        builder.ToTable("rescored_customers");
        builder.HasKey(c => new { c.Xid, c.CustomerId });
        builder.Property(c => c.Xid).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
    }
}

internal sealed class PublicationRequestConfiguration : IEntityTypeConfiguration<PublicationRequest>
{
    public void Configure(EntityTypeBuilder<PublicationRequest> builder)
    {
        builder.ToTable("publication_requests");
        builder.Property(r => r.Payload).HasColumnType("jsonb");
        builder.Property(r => r.Note).HasMaxLength(PublicationRequest.NoteLength);
        builder.Property(r => r.Answer).HasMaxLength(PublicationRequest.NoteLength);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasOne<CrmUser>().WithMany().HasForeignKey(r => r.RequestedById).OnDelete(DeleteBehavior.Restrict);
    }
}
