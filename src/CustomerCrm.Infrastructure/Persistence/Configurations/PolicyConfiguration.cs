using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class PolicyDraftConfiguration : IEntityTypeConfiguration<PolicyDraft>
{
    public void Configure(EntityTypeBuilder<PolicyDraft> builder)
    {
        builder.ToTable("policy_draft", table => table.HasCheckConstraint("ck_policy_draft_one_row", $"id = {PolicyDraft.TheOnlyId}"));
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Content).HasColumnType("jsonb").HasConversion(p => PolicyJson.Write(p), json => PolicyJson.ReadStored(json));
        builder.Property(d => d.Version).IsRowVersion();
    }
}

internal sealed class PolicyVersionConfiguration : IEntityTypeConfiguration<PolicyVersion>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        builder.ToTable("policy_versions");
        builder.HasKey(v => v.Number);
        builder.Property(v => v.Number).ValueGeneratedNever();
        builder.Property(v => v.Content).HasColumnType("jsonb").HasConversion(p => PolicyJson.Write(p), json => PolicyJson.ReadStored(json));
    }
}
