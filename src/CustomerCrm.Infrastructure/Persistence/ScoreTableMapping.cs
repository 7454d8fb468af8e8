using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>
/// Measures and scores live in tables of their own, two of each: a run fills the ones that are not current and then switches
/// score_generation. Pages read the views current_metrics and current_scores, which follow that row inside one statement.
/// Dated runs keep their rows beside them. No foreign keys: a run writes them all at once.
/// </summary>
internal static class ScoreTableMapping
{
    public static void Map(ModelBuilder builder)
    {
        foreach (var slot in new[] { "a", "b" })
        {
            Metrics(builder.SharedTypeEntity<MetricsRow>($"metrics_{slot}"), $"customer_metrics_{slot}").HasKey(r => r.CustomerId);
            Scores(builder.SharedTypeEntity<ScoreRow>($"scores_{slot}"), $"customer_scores_{slot}").HasKey(r => r.CustomerId);
        }

        Metrics(builder.SharedTypeEntity<MetricsRow>("dated_metrics"), "dated_metrics").HasKey(r => new { r.RunId, r.CustomerId });
        Scores(builder.SharedTypeEntity<ScoreRow>("dated_scores"), "dated_scores").HasKey(r => new { r.RunId, r.CustomerId });

        var metrics = builder.Entity<CurrentMetrics>().ToView("current_metrics");
        metrics.HasKey(r => r.CustomerId);
        metrics.HasOne(r => r.Customer).WithOne().HasForeignKey<CurrentMetrics>(r => r.CustomerId);
        var scores = builder.Entity<CurrentScore>().ToView("current_scores");
        scores.HasKey(r => r.CustomerId);
        scores.HasOne(r => r.Customer).WithOne().HasForeignKey<CurrentScore>(r => r.CustomerId);
    }

    private static EntityTypeBuilder<MetricsRow> Metrics(EntityTypeBuilder<MetricsRow> rows, string table)
    {
        rows.ToTable(table);
        rows.Property(r => r.CustomerId).ValueGeneratedNever();
        rows.Property(r => r.RunId).ValueGeneratedNever();

        // A customer's row is updated in place when his facts change: room for it on the page.
        rows.HasStorageParameter("fillfactor", 80);
        return rows;
    }

    private static EntityTypeBuilder<ScoreRow> Scores(EntityTypeBuilder<ScoreRow> rows, string table)
    {
        rows.ToTable(table);
        rows.Property(r => r.CustomerId).ValueGeneratedNever();
        rows.Property(r => r.RunId).ValueGeneratedNever();
        rows.HasStorageParameter("fillfactor", 80);
        return rows;
    }
}
