using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CustomerCrm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class UndoOfImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "import_id",
                table: "tags",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "import_id",
                table: "sources",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "import_id",
                table: "regions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "undone_at",
                table: "imports",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "undone_by",
                table: "imports",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "import_id",
                table: "cost_rates",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "import_id",
                table: "cost_activities",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "import_hand_edits",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    import_id = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    row_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_hand_edits", x => x.id);
                    table.ForeignKey(
                        name: "fk_import_hand_edits_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_import_hand_edits_import_id",
                table: "import_hand_edits",
                column: "import_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import_hand_edits");

            migrationBuilder.DropColumn(
                name: "import_id",
                table: "tags");

            migrationBuilder.DropColumn(
                name: "import_id",
                table: "sources");

            migrationBuilder.DropColumn(
                name: "import_id",
                table: "regions");

            migrationBuilder.DropColumn(
                name: "undone_at",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "undone_by",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "import_id",
                table: "cost_rates");

            migrationBuilder.DropColumn(
                name: "import_id",
                table: "cost_activities");
        }
    }
}
