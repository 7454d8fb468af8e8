using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CustomerCrm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PeopleAtWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_survey_answers_customer_id_answered_on",
                table: "survey_answers");

            migrationBuilder.DropIndex(
                name: "ix_orders_customer_id_ordered_on",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_cost_entries_customer_id_incurred_on",
                table: "cost_entries");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "disabled_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "voided_at",
                table: "survey_answers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "voided_at",
                table: "orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payload",
                table: "jobs",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "fiscal_year_start_month",
                table: "firm",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "firm",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "voided_at",
                table: "cost_entries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "bulk_edits",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    change = table.Column<string>(type: "jsonb", nullable: false),
                    customers = table.Column<int>(type: "integer", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulk_edits", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    birthday = table.Column<DateOnly>(type: "date", nullable: true),
                    personality = table.Column<short>(type: "smallint", nullable: true),
                    interests = table.Column<string>(type: "text", nullable: true),
                    family_notes = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => x.id);
                    table.ForeignKey(
                        name: "fk_contacts_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_addresses",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    street = table.Column<string>(type: "text", nullable: true),
                    postal_code = table.Column<string>(type: "text", nullable: true),
                    city = table.Column<string>(type: "text", nullable: true),
                    country = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_addresses", x => x.id);
                    table.ForeignKey(
                        name: "fk_customer_addresses_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_phones",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_phones", x => x.id);
                    table.ForeignKey(
                        name: "fk_customer_phones_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hand_over_requests",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    requested_by_id = table.Column<long>(type: "bigint", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    granted = table.Column<bool>(type: "boolean", nullable: true),
                    answer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hand_over_requests", x => x.id);
                    table.ForeignKey(
                        name: "fk_hand_over_requests_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_hand_over_requests_users_requested_by_id",
                        column: x => x.requested_by_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_uploads",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    uploaded_by_id = table.Column<long>(type: "bigint", nullable: false),
                    uploaded_by = table.Column<string>(type: "text", nullable: false),
                    options = table.Column<string>(type: "jsonb", nullable: false),
                    result = table.Column<string>(type: "jsonb", nullable: true),
                    import_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_uploads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "bulk_edit_rows",
                columns: table => new
                {
                    bulk_edit_id = table.Column<long>(type: "bigint", nullable: false),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    owner_before = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulk_edit_rows", x => new { x.bulk_edit_id, x.customer_id });
                    table.ForeignKey(
                        name: "fk_bulk_edit_rows_bulk_edits_bulk_edit_id",
                        column: x => x.bulk_edit_id,
                        principalTable: "bulk_edits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_bulk_edit_rows_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_upload_parts",
                columns: table => new
                {
                    upload_id = table.Column<long>(type: "bigint", nullable: false),
                    is_error_file = table.Column<bool>(type: "boolean", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_upload_parts", x => new { x.upload_id, x.is_error_file, x.part });
                    table.ForeignKey(
                        name: "fk_import_upload_parts_import_uploads_upload_id",
                        column: x => x.upload_id,
                        principalTable: "import_uploads",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_survey_answers_customer_id_answered_on",
                table: "survey_answers",
                columns: new[] { "customer_id", "answered_on" })
                .Annotation("Npgsql:IndexInclude", new[] { "satisfaction", "voided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_customer_id_ordered_on",
                table: "orders",
                columns: new[] { "customer_id", "ordered_on" })
                .Annotation("Npgsql:IndexInclude", new[] { "kind", "base_net", "base_cost_of_goods", "due_on", "paid_on", "voided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cost_entries_customer_id_incurred_on",
                table: "cost_entries",
                columns: new[] { "customer_id", "incurred_on" })
                .Annotation("Npgsql:IndexInclude", new[] { "amount", "voided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_bulk_edit_rows_customer_id",
                table: "bulk_edit_rows",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_contacts_customer_id",
                table: "contacts",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_addresses_customer_id",
                table: "customer_addresses",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_phones_customer_id",
                table: "customer_phones",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_hand_over_requests_customer_id_requested_by_id",
                table: "hand_over_requests",
                columns: new[] { "customer_id", "requested_by_id" },
                unique: true,
                filter: "granted IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_hand_over_requests_requested_by_id",
                table: "hand_over_requests",
                column: "requested_by_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bulk_edit_rows");

            migrationBuilder.DropTable(
                name: "contacts");

            migrationBuilder.DropTable(
                name: "customer_addresses");

            migrationBuilder.DropTable(
                name: "customer_phones");

            migrationBuilder.DropTable(
                name: "hand_over_requests");

            migrationBuilder.DropTable(
                name: "import_upload_parts");

            migrationBuilder.DropTable(
                name: "bulk_edits");

            migrationBuilder.DropTable(
                name: "import_uploads");

            migrationBuilder.DropIndex(
                name: "ix_survey_answers_customer_id_answered_on",
                table: "survey_answers");

            migrationBuilder.DropIndex(
                name: "ix_orders_customer_id_ordered_on",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_cost_entries_customer_id_incurred_on",
                table: "cost_entries");

            migrationBuilder.DropColumn(
                name: "disabled_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "voided_at",
                table: "survey_answers");

            migrationBuilder.DropColumn(
                name: "voided_at",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "payload",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "fiscal_year_start_month",
                table: "firm");

            migrationBuilder.DropColumn(
                name: "language",
                table: "firm");

            migrationBuilder.DropColumn(
                name: "voided_at",
                table: "cost_entries");

            migrationBuilder.CreateIndex(
                name: "ix_survey_answers_customer_id_answered_on",
                table: "survey_answers",
                columns: new[] { "customer_id", "answered_on" })
                .Annotation("Npgsql:IndexInclude", new[] { "satisfaction" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_customer_id_ordered_on",
                table: "orders",
                columns: new[] { "customer_id", "ordered_on" })
                .Annotation("Npgsql:IndexInclude", new[] { "kind", "base_net", "base_cost_of_goods", "due_on", "paid_on" });

            migrationBuilder.CreateIndex(
                name: "ix_cost_entries_customer_id_incurred_on",
                table: "cost_entries",
                columns: new[] { "customer_id", "incurred_on" })
                .Annotation("Npgsql:IndexInclude", new[] { "amount" });
        }
    }
}
