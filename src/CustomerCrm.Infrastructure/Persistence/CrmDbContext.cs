using System.Linq.Expressions;
using System.Reflection;
using CustomerCrm.Domain.CostToServe;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Orders;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Customers.Bulk;
using CustomerCrm.Infrastructure.Customers.Views;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>
/// The one door to the database. Whatever belongs to a customer passes the row filter here, by the viewer of the moment, so
/// that no list, total or card counts a row its reader may not open.
/// </summary>
public sealed class CrmDbContext(DbContextOptions<CrmDbContext> options, ViewerContext viewer)
    : IdentityDbContext<CrmUser, IdentityRole<long>, long>(options)
{
    public DbSet<Firm> Firms => Set<Firm>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Region> Regions => Set<Region>();

    public DbSet<Source> Sources => Set<Source>();

    public DbSet<Tag> Tags => Set<Tag>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<CustomerPhone> CustomerPhones => Set<CustomerPhone>();

    public DbSet<CustomerAddress> CustomerAddresses => Set<CustomerAddress>();

    public DbSet<HandOverRequest> HandOverRequests => Set<HandOverRequest>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<CostActivity> CostActivities => Set<CostActivity>();

    public DbSet<CostEntry> CostEntries => Set<CostEntry>();

    public DbSet<SurveyAnswer> SurveyAnswers => Set<SurveyAnswer>();

    public DbSet<PolicyDraft> PolicyDrafts => Set<PolicyDraft>();

    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();

    public DbSet<PublicationRequest> PublicationRequests => Set<PublicationRequest>();

    public DbSet<LabReport> LabReports => Set<LabReport>();

    public DbSet<PinnedTier> PinnedTiers => Set<PinnedTier>();

    public DbSet<TierChange> TierChanges => Set<TierChange>();

    public DbSet<ScoreGeneration> ScoreGenerations => Set<ScoreGeneration>();

    public DbSet<ScoreRun> ScoreRuns => Set<ScoreRun>();

    /// <summary>The measures of the current scores.</summary>
    public DbSet<CurrentMetrics> CurrentMetrics => Set<CurrentMetrics>();

    public DbSet<CurrentScore> CurrentScores => Set<CurrentScore>();

    public DbSet<ScoreHistoryRow> ScoreHistory => Set<ScoreHistoryRow>();

    public DbSet<DirtyCustomer> DirtyCustomers => Set<DirtyCustomer>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<ImportUpload> ImportUploads => Set<ImportUpload>();

    public DbSet<BulkEdit> BulkEdits => Set<BulkEdit>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<DefaultView> DefaultViews => Set<DefaultView>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whose eyes this context sees with; the row filter reads it at each query.</summary>
    public Viewer Viewer => viewer.Current;

    private bool SeesAll => viewer.Current.SeesAll;

    private List<long?> OwnerIds => [.. viewer.Current.OwnerIds];

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Two bytes a value, in tables of millions of rows; what the numbers mean stands at each enum.
        configurationBuilder.Properties<Personality>().HaveConversion<short>();
        configurationBuilder.Properties<CustomerKind>().HaveConversion<short>();
        configurationBuilder.Properties<OrderKind>().HaveConversion<short>();
        configurationBuilder.Properties<Visibility>().HaveConversion<short>();
        configurationBuilder.Properties<RunKind>().HaveConversion<short>();
        configurationBuilder.Properties<RunState>().HaveConversion<short>();
        configurationBuilder.Properties<JobKind>().HaveConversion<short>();
        configurationBuilder.Properties<JobState>().HaveConversion<short>();
        configurationBuilder.Properties<Tier>().HaveConversion<short>();
        configurationBuilder.Properties<Guard>().HaveConversion<short>();
        configurationBuilder.Properties<CustomerFlags>().HaveConversion<short>();
        configurationBuilder.Properties<SilverReason>().HaveConversion<short>();
        configurationBuilder.Properties<Lifecycle>().HaveConversion<short>();
        configurationBuilder.Properties<TierChangeReason>().HaveConversion<short>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(Assembly.GetExecutingAssembly());
        ScoreTableMapping.Map(builder);
        builder.HasDbFunction(() => SearchText.Matches("", "", "", "", "", "", "")).HasName("customer_matches");
        builder.HasDbFunction(() => SearchText.HasGram("", "", "")).HasName("customer_has_gram");
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            SnakeCase.Apply(entity);
            if (RowFilter(entity) is { } filter)
            {
                entity.SetQueryFilter(filter);
            }
        }
    }

    /// <summary>The row filter of product.md: a customer, and whatever hangs on one, by the customer's owner.</summary>
    private LambdaExpression? RowFilter(IMutableEntityType entity)
    {
        var row = Expression.Parameter(entity.ClrType, "row");
        Expression? customer = entity.ClrType == typeof(Customer) ? row
            : entity.ClrType == typeof(OrderLine) ? Expression.Property(Expression.Property(row, nameof(OrderLine.Order)), nameof(Order.Customer))
            : entity.FindNavigation("Customer") is { } ? Expression.Property(row, "Customer")
            : null;
        if (customer is null)
        {
            return null;
        }

        var me = Expression.Constant(this);
        var owner = Expression.Property(customer, nameof(Customer.OwnerId));
        var owned = Expression.Call(Expression.Property(me, nameof(OwnerIds)), nameof(List<long?>.Contains), null, owner);
        return Expression.Lambda(Expression.OrElse(Expression.Property(me, nameof(SeesAll)), owned), row);
    }
}
