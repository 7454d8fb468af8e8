using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerCrm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ViewsAndFunctions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SqlText.Read("Persistence/Sql/round_half_even.sql"));
            migrationBuilder.Sql(SqlText.Read("Persistence/Sql/current_views.sql"));
            migrationBuilder.Sql(SqlText.Read("Persistence/Sql/autovacuum.sql"));
            migrationBuilder.Sql(SqlText.Read("Persistence/Sql/score_indexes.sql", ("slot", "a")));
            migrationBuilder.Sql(SqlText.Read("Persistence/Sql/score_indexes.sql", ("slot", "b")));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX ix_customer_scores_a_rank, ix_customer_scores_b_rank;");
            migrationBuilder.Sql("DROP VIEW current_scores, current_metrics;");
            migrationBuilder.Sql("DROP FUNCTION round_half_even(numeric, integer);");
        }
    }
}
