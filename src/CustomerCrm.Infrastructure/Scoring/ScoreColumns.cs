using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>The columns of the metrics and score tables, compiled once from the EF model.</summary>
public static class ScoreColumns
{
    static ScoreColumns()
    {
        using var db = new CrmDbContext(
            new DbContextOptionsBuilder<CrmDbContext>().UseNpgsql("Host=unused").Options, new ViewerContext());
        Metrics = new EntityColumns<MetricsRow>(db.Model.FindEntityType("metrics_a")!);
        Scores = new EntityColumns<ScoreRow>(db.Model.FindEntityType("scores_a")!);
    }

    public static EntityColumns<MetricsRow> Metrics { get; }

    public static EntityColumns<ScoreRow> Scores { get; }
}
