using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Loyalty;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence.Configurations;

internal sealed class SurveyAnswerConfiguration : IEntityTypeConfiguration<SurveyAnswer>
{
    public void Configure(EntityTypeBuilder<SurveyAnswer> builder)
    {
        builder.ToTable("survey_answers");
        builder.Property(a => a.SurveyNo).HasMaxLength(Customer.KeyLength).UseCollation("C");
        builder.HasIndex(a => a.SurveyNo).IsUnique();
        builder.Property(a => a.Satisfaction).HasPrecision(9, 6);
        builder.Property(a => a.Recommend).HasPrecision(8, 6);
        builder.Property(a => a.Version).IsRowVersion();
        builder.HasOne(a => a.Customer).WithMany().HasForeignKey(a => a.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.CustomerId, a.AnsweredOn }).IncludeProperties(a => new { a.Satisfaction, a.VoidedAt });
    }
}
