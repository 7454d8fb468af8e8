using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CustomerCrm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cost_activities",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cost_activities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "customer_metrics_a",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<int>(type: "integer", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    occasions = table.Column<int>(type: "integer", nullable: false),
                    occasions_ever = table.Column<int>(type: "integer", nullable: false),
                    first_purchase_on = table.Column<DateOnly>(type: "date", nullable: true),
                    last_purchase_on = table.Column<DateOnly>(type: "date", nullable: true),
                    exposure_days = table.Column<int>(type: "integer", nullable: false),
                    frequency = table.Column<decimal>(type: "numeric", nullable: false),
                    average_order = table.Column<decimal>(type: "numeric", nullable: true),
                    purchase_value = table.Column<decimal>(type: "numeric", nullable: false),
                    purchase_value_without_largest = table.Column<decimal>(type: "numeric", nullable: true),
                    average_cycle = table.Column<decimal>(type: "numeric", nullable: true),
                    net_revenue = table.Column<decimal>(type: "numeric", nullable: false),
                    largest_day_sales = table.Column<decimal>(type: "numeric", nullable: false),
                    gross_profit = table.Column<decimal>(type: "numeric", nullable: false),
                    estimated_cost_share = table.Column<decimal>(type: "numeric", nullable: false),
                    cost_to_serve = table.Column<decimal>(type: "numeric", nullable: false),
                    carrying_cost = table.Column<decimal>(type: "numeric", nullable: false),
                    profit = table.Column<decimal>(type: "numeric", nullable: false),
                    profit_margin = table.Column<decimal>(type: "numeric", nullable: true),
                    tenure = table.Column<decimal>(type: "numeric", nullable: true),
                    rhythm = table.Column<decimal>(type: "numeric", nullable: true),
                    overdue = table.Column<decimal>(type: "numeric", nullable: true),
                    regularity = table.Column<decimal>(type: "numeric", nullable: true),
                    share_of_wallet = table.Column<decimal>(type: "numeric", nullable: true),
                    estimated_annual_spend = table.Column<decimal>(type: "numeric", nullable: true),
                    satisfaction_sum = table.Column<decimal>(type: "numeric", nullable: false),
                    satisfaction_count = table.Column<int>(type: "integer", nullable: false),
                    referrals = table.Column<int>(type: "integer", nullable: false),
                    contacted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_metrics_a", x => x.customer_id);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.CreateTable(
                name: "customer_metrics_b",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<int>(type: "integer", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    occasions = table.Column<int>(type: "integer", nullable: false),
                    occasions_ever = table.Column<int>(type: "integer", nullable: false),
                    first_purchase_on = table.Column<DateOnly>(type: "date", nullable: true),
                    last_purchase_on = table.Column<DateOnly>(type: "date", nullable: true),
                    exposure_days = table.Column<int>(type: "integer", nullable: false),
                    frequency = table.Column<decimal>(type: "numeric", nullable: false),
                    average_order = table.Column<decimal>(type: "numeric", nullable: true),
                    purchase_value = table.Column<decimal>(type: "numeric", nullable: false),
                    purchase_value_without_largest = table.Column<decimal>(type: "numeric", nullable: true),
                    average_cycle = table.Column<decimal>(type: "numeric", nullable: true),
                    net_revenue = table.Column<decimal>(type: "numeric", nullable: false),
                    largest_day_sales = table.Column<decimal>(type: "numeric", nullable: false),
                    gross_profit = table.Column<decimal>(type: "numeric", nullable: false),
                    estimated_cost_share = table.Column<decimal>(type: "numeric", nullable: false),
                    cost_to_serve = table.Column<decimal>(type: "numeric", nullable: false),
                    carrying_cost = table.Column<decimal>(type: "numeric", nullable: false),
                    profit = table.Column<decimal>(type: "numeric", nullable: false),
                    profit_margin = table.Column<decimal>(type: "numeric", nullable: true),
                    tenure = table.Column<decimal>(type: "numeric", nullable: true),
                    rhythm = table.Column<decimal>(type: "numeric", nullable: true),
                    overdue = table.Column<decimal>(type: "numeric", nullable: true),
                    regularity = table.Column<decimal>(type: "numeric", nullable: true),
                    share_of_wallet = table.Column<decimal>(type: "numeric", nullable: true),
                    estimated_annual_spend = table.Column<decimal>(type: "numeric", nullable: true),
                    satisfaction_sum = table.Column<decimal>(type: "numeric", nullable: false),
                    satisfaction_count = table.Column<int>(type: "integer", nullable: false),
                    referrals = table.Column<int>(type: "integer", nullable: false),
                    contacted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_metrics_b", x => x.customer_id);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.CreateTable(
                name: "customer_scores_a",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<int>(type: "integer", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    purchase_value_score = table.Column<int>(type: "integer", nullable: false),
                    profit_score = table.Column<int>(type: "integer", nullable: false),
                    loyalty_score = table.Column<int>(type: "integer", nullable: true),
                    coverage = table.Column<decimal>(type: "numeric", nullable: true),
                    composite = table.Column<int>(type: "integer", nullable: true),
                    method_tier = table.Column<short>(type: "smallint", nullable: false),
                    computed_tier = table.Column<short>(type: "smallint", nullable: false),
                    unpinned_tier = table.Column<short>(type: "smallint", nullable: false),
                    shown_tier = table.Column<short>(type: "smallint", nullable: false),
                    first_fall_on = table.Column<DateOnly>(type: "date", nullable: true),
                    guards = table.Column<short>(type: "smallint", nullable: false),
                    flags = table.Column<short>(type: "smallint", nullable: false),
                    silver_reason = table.Column<short>(type: "smallint", nullable: true),
                    lifecycle = table.Column<short>(type: "smallint", nullable: false),
                    previous_as_of = table.Column<DateOnly>(type: "date", nullable: true),
                    previous_method_tier = table.Column<short>(type: "smallint", nullable: true),
                    previous_tier = table.Column<short>(type: "smallint", nullable: true),
                    previous_first_fall_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_scores_a", x => x.customer_id);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.CreateTable(
                name: "customer_scores_b",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<int>(type: "integer", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    purchase_value_score = table.Column<int>(type: "integer", nullable: false),
                    profit_score = table.Column<int>(type: "integer", nullable: false),
                    loyalty_score = table.Column<int>(type: "integer", nullable: true),
                    coverage = table.Column<decimal>(type: "numeric", nullable: true),
                    composite = table.Column<int>(type: "integer", nullable: true),
                    method_tier = table.Column<short>(type: "smallint", nullable: false),
                    computed_tier = table.Column<short>(type: "smallint", nullable: false),
                    unpinned_tier = table.Column<short>(type: "smallint", nullable: false),
                    shown_tier = table.Column<short>(type: "smallint", nullable: false),
                    first_fall_on = table.Column<DateOnly>(type: "date", nullable: true),
                    guards = table.Column<short>(type: "smallint", nullable: false),
                    flags = table.Column<short>(type: "smallint", nullable: false),
                    silver_reason = table.Column<short>(type: "smallint", nullable: true),
                    lifecycle = table.Column<short>(type: "smallint", nullable: false),
                    previous_as_of = table.Column<DateOnly>(type: "date", nullable: true),
                    previous_method_tier = table.Column<short>(type: "smallint", nullable: true),
                    previous_tier = table.Column<short>(type: "smallint", nullable: true),
                    previous_first_fall_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_scores_b", x => x.customer_id);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dated_metrics",
                columns: table => new
                {
                    run_id = table.Column<int>(type: "integer", nullable: false),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    occasions = table.Column<int>(type: "integer", nullable: false),
                    occasions_ever = table.Column<int>(type: "integer", nullable: false),
                    first_purchase_on = table.Column<DateOnly>(type: "date", nullable: true),
                    last_purchase_on = table.Column<DateOnly>(type: "date", nullable: true),
                    exposure_days = table.Column<int>(type: "integer", nullable: false),
                    frequency = table.Column<decimal>(type: "numeric", nullable: false),
                    average_order = table.Column<decimal>(type: "numeric", nullable: true),
                    purchase_value = table.Column<decimal>(type: "numeric", nullable: false),
                    purchase_value_without_largest = table.Column<decimal>(type: "numeric", nullable: true),
                    average_cycle = table.Column<decimal>(type: "numeric", nullable: true),
                    net_revenue = table.Column<decimal>(type: "numeric", nullable: false),
                    largest_day_sales = table.Column<decimal>(type: "numeric", nullable: false),
                    gross_profit = table.Column<decimal>(type: "numeric", nullable: false),
                    estimated_cost_share = table.Column<decimal>(type: "numeric", nullable: false),
                    cost_to_serve = table.Column<decimal>(type: "numeric", nullable: false),
                    carrying_cost = table.Column<decimal>(type: "numeric", nullable: false),
                    profit = table.Column<decimal>(type: "numeric", nullable: false),
                    profit_margin = table.Column<decimal>(type: "numeric", nullable: true),
                    tenure = table.Column<decimal>(type: "numeric", nullable: true),
                    rhythm = table.Column<decimal>(type: "numeric", nullable: true),
                    overdue = table.Column<decimal>(type: "numeric", nullable: true),
                    regularity = table.Column<decimal>(type: "numeric", nullable: true),
                    share_of_wallet = table.Column<decimal>(type: "numeric", nullable: true),
                    estimated_annual_spend = table.Column<decimal>(type: "numeric", nullable: true),
                    satisfaction_sum = table.Column<decimal>(type: "numeric", nullable: false),
                    satisfaction_count = table.Column<int>(type: "integer", nullable: false),
                    referrals = table.Column<int>(type: "integer", nullable: false),
                    contacted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dated_metrics", x => new { x.run_id, x.customer_id });
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.CreateTable(
                name: "dated_scores",
                columns: table => new
                {
                    run_id = table.Column<int>(type: "integer", nullable: false),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    purchase_value_score = table.Column<int>(type: "integer", nullable: false),
                    profit_score = table.Column<int>(type: "integer", nullable: false),
                    loyalty_score = table.Column<int>(type: "integer", nullable: true),
                    coverage = table.Column<decimal>(type: "numeric", nullable: true),
                    composite = table.Column<int>(type: "integer", nullable: true),
                    method_tier = table.Column<short>(type: "smallint", nullable: false),
                    computed_tier = table.Column<short>(type: "smallint", nullable: false),
                    unpinned_tier = table.Column<short>(type: "smallint", nullable: false),
                    shown_tier = table.Column<short>(type: "smallint", nullable: false),
                    first_fall_on = table.Column<DateOnly>(type: "date", nullable: true),
                    guards = table.Column<short>(type: "smallint", nullable: false),
                    flags = table.Column<short>(type: "smallint", nullable: false),
                    silver_reason = table.Column<short>(type: "smallint", nullable: true),
                    lifecycle = table.Column<short>(type: "smallint", nullable: false),
                    previous_as_of = table.Column<DateOnly>(type: "date", nullable: true),
                    previous_method_tier = table.Column<short>(type: "smallint", nullable: true),
                    previous_tier = table.Column<short>(type: "smallint", nullable: true),
                    previous_first_fall_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dated_scores", x => new { x.run_id, x.customer_id });
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.CreateTable(
                name: "dirty_customers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dirty_customers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "firm",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    scoring_date = table.Column<DateOnly>(type: "date", nullable: true),
                    reps_see = table.Column<short>(type: "smallint", nullable: false),
                    managers_see = table.Column<short>(type: "smallint", nullable: false),
                    demo_loaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_firm", x => x.id);
                    table.CheckConstraint("ck_firm_one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    applied_by = table.Column<string>(type: "text", nullable: false),
                    rows_read = table.Column<int>(type: "integer", nullable: false),
                    rows_added = table.Column<int>(type: "integer", nullable: false),
                    rows_changed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "policy_draft",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    changed_by = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_draft", x => x.id);
                    table.CheckConstraint("ck_policy_draft_one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "policy_versions",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    author = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    scales_as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    scale_population = table.Column<int>(type: "integer", nullable: false),
                    rolled_back_to = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_versions", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "regions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_regions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "roles",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "score_generation",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    slot = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: false),
                    run_id = table.Column<int>(type: "integer", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    switched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    switched_xid = table.Column<ulong>(type: "xid8", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_score_generation", x => x.id);
                    table.CheckConstraint("ck_score_generation_one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "score_runs",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    customers = table.Column<int>(type: "integer", nullable: false),
                    started_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_score_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sources",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sources", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cost_rates",
                columns: table => new
                {
                    activity_id = table.Column<long>(type: "bigint", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    rate = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cost_rates", x => new { x.activity_id, x.valid_from });
                    table.ForeignKey(
                        name: "fk_cost_rates_cost_activities_activity_id",
                        column: x => x.activity_id,
                        principalTable: "cost_activities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_before_images",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    import_id = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_before_images", x => x.id);
                    table.ForeignKey(
                        name: "fk_import_before_images_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "role_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    role_id = table.Column<long>(type: "bigint", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_role_claims_roles_role_id",
                        column: x => x.role_id,
                        principalTable: "roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    display_name = table.Column<string>(type: "text", nullable: false),
                    team_id = table.Column<long>(type: "bigint", nullable: true),
                    is_demo = table.Column<bool>(type: "boolean", nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                    table.ForeignKey(
                        name: "fk_users_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    local_name = table.Column<string>(type: "text", nullable: true),
                    member_card_no = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    region_id = table.Column<long>(type: "bigint", nullable: true),
                    country = table.Column<string>(type: "text", nullable: true),
                    city = table.Column<string>(type: "text", nullable: true),
                    industry = table.Column<string>(type: "text", nullable: true),
                    business_type = table.Column<string>(type: "text", nullable: true),
                    source_id = table.Column<long>(type: "bigint", nullable: true),
                    owner_id = table.Column<long>(type: "bigint", nullable: true),
                    estimated_annual_spend = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    referred_by_id = table.Column<long>(type: "bigint", nullable: true),
                    first_contact_on = table.Column<DateOnly>(type: "date", nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    import_id = table.Column<long>(type: "bigint", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => x.id);
                    table.ForeignKey(
                        name: "fk_customers_customers_referred_by_id",
                        column: x => x.referred_by_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customers_regions_region_id",
                        column: x => x.region_id,
                        principalTable: "regions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customers_sources_source_id",
                        column: x => x.source_id,
                        principalTable: "sources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customers_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_user_claims_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_user_logins_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_roles",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    role_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_roles", x => new { x.user_id, x.role_id });
                    table.ForeignKey(
                        name: "fk_user_roles_roles_role_id",
                        column: x => x.role_id,
                        principalTable: "roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_user_roles_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_tokens",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_user_tokens_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: true),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<string>(type: "text", nullable: true),
                    customer_id = table.Column<long>(type: "bigint", nullable: true),
                    details = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_audit_entries_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cost_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    cost_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    activity_id = table.Column<long>(type: "bigint", nullable: false),
                    incurred_on = table.Column<DateOnly>(type: "date", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: true),
                    given_amount = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    amount = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    import_id = table.Column<long>(type: "bigint", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cost_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_cost_entries_cost_activities_activity_id",
                        column: x => x.activity_id,
                        principalTable: "cost_activities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cost_entries_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customer_tags",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    tag_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_tags", x => new { x.customer_id, x.tag_id });
                    table.ForeignKey(
                        name: "fk_customer_tags_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_customer_tags_tags_tag_id",
                        column: x => x.tag_id,
                        principalTable: "tags",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    order_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    ordered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    gross = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    discount = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    net = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: false),
                    cost_of_goods = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    fx_rate = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: false),
                    base_net = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: false),
                    base_cost_of_goods = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: true),
                    from_lines = table.Column<bool>(type: "boolean", nullable: false),
                    import_id = table.Column<long>(type: "bigint", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => x.id);
                    table.ForeignKey(
                        name: "fk_orders_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "score_history",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false),
                    composite = table.Column<int>(type: "integer", nullable: true),
                    method_tier = table.Column<short>(type: "smallint", nullable: false),
                    computed_tier = table.Column<short>(type: "smallint", nullable: false),
                    unpinned_tier = table.Column<short>(type: "smallint", nullable: false),
                    shown_tier = table.Column<short>(type: "smallint", nullable: false),
                    first_fall_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_score_history", x => new { x.customer_id, x.as_of });
                    table.ForeignKey(
                        name: "fk_score_history_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "survey_answers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    survey_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    satisfaction = table.Column<decimal>(type: "numeric(9,6)", precision: 9, scale: 6, nullable: true),
                    recommend = table.Column<decimal>(type: "numeric(8,6)", precision: 8, scale: 6, nullable: true),
                    import_id = table.Column<long>(type: "bigint", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_survey_answers", x => x.id);
                    table.ForeignKey(
                        name: "fk_survey_answers_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tier_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    from_tier = table.Column<short>(type: "smallint", nullable: false),
                    to_tier = table.Column<short>(type: "smallint", nullable: false),
                    from_computed = table.Column<short>(type: "smallint", nullable: false),
                    to_computed = table.Column<short>(type: "smallint", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<short>(type: "smallint", nullable: false),
                    measures = table.Column<string>(type: "jsonb", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_changes", x => x.id);
                    table.ForeignKey(
                        name: "fk_tier_changes_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tier_pins",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    tier = table.Column<short>(type: "smallint", nullable: false),
                    from_on = table.Column<DateOnly>(type: "date", nullable: false),
                    until_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    pinned_by = table.Column<string>(type: "text", nullable: false),
                    pinned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_pins", x => x.id);
                    table.CheckConstraint("ck_tier_pins_dates", "from_on <= until_on");
                    table.ForeignKey(
                        name: "fk_tier_pins_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_lines",
                columns: table => new
                {
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    line_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    product_code = table.Column<string>(type: "text", nullable: true),
                    product_name = table.Column<string>(type: "text", nullable: true),
                    category = table.Column<string>(type: "text", nullable: true),
                    quantity = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: true),
                    unit_price = table.Column<decimal>(type: "numeric(18,6)", precision: 18, scale: 6, nullable: true),
                    discount = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    net = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    amount = table.Column<decimal>(type: "numeric(28,12)", precision: 28, scale: 12, nullable: false, computedColumnSql: "coalesce(net, quantity * unit_price - coalesce(discount, 0))", stored: true),
                    cost_of_goods = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    import_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_lines", x => new { x.order_id, x.line_no });
                    table.ForeignKey(
                        name: "fk_order_lines_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "roles",
                columns: new[] { "id", "concurrency_stamp", "name", "normalized_name" },
                values: new object[,]
                {
                    { 1L, "SalesRep", "SalesRep", "SALESREP" },
                    { 2L, "Manager", "Manager", "MANAGER" },
                    { 3L, "Admin", "Admin", "ADMIN" }
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_at",
                table: "audit_entries",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_customer_id",
                table: "audit_entries",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_cost_activities_name",
                table: "cost_activities",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cost_entries_activity_id",
                table: "cost_entries",
                column: "activity_id");

            migrationBuilder.CreateIndex(
                name: "ix_cost_entries_cost_no",
                table: "cost_entries",
                column: "cost_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cost_entries_customer_id_incurred_on",
                table: "cost_entries",
                columns: new[] { "customer_id", "incurred_on" })
                .Annotation("Npgsql:IndexInclude", new[] { "amount" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_tags_tag_id",
                table: "customer_tags",
                column: "tag_id");

            migrationBuilder.CreateIndex(
                name: "ix_customers_customer_key",
                table: "customers",
                column: "customer_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customers_owner_id",
                table: "customers",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_customers_referred_by_id",
                table: "customers",
                column: "referred_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_customers_region_id",
                table: "customers",
                column: "region_id");

            migrationBuilder.CreateIndex(
                name: "ix_customers_source_id",
                table: "customers",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_dirty_customers_customer_id",
                table: "dirty_customers",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_before_images_import_id",
                table: "import_before_images",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "ix_orders_customer_id_ordered_on",
                table: "orders",
                columns: new[] { "customer_id", "ordered_on" })
                .Annotation("Npgsql:IndexInclude", new[] { "kind", "base_net", "base_cost_of_goods", "due_on", "paid_on" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_order_no",
                table: "orders",
                column: "order_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_regions_name",
                table: "regions",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_role_claims_role_id",
                table: "role_claims",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "role_name_index",
                table: "roles",
                column: "normalized_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_score_runs_as_of",
                table: "score_runs",
                column: "as_of");

            migrationBuilder.CreateIndex(
                name: "ix_sources_name",
                table: "sources",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_survey_answers_customer_id_answered_on",
                table: "survey_answers",
                columns: new[] { "customer_id", "answered_on" })
                .Annotation("Npgsql:IndexInclude", new[] { "satisfaction" });

            migrationBuilder.CreateIndex(
                name: "ix_survey_answers_survey_no",
                table: "survey_answers",
                column: "survey_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tags_name",
                table: "tags",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_teams_name",
                table: "teams",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tier_changes_customer_id_as_of",
                table: "tier_changes",
                columns: new[] { "customer_id", "as_of" });

            migrationBuilder.CreateIndex(
                name: "ix_tier_pins_customer_id",
                table: "tier_pins",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_claims_user_id",
                table: "user_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_logins_user_id",
                table: "user_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_roles_role_id",
                table: "user_roles",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "email_index",
                table: "users",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "ix_users_team_id",
                table: "users",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "user_name_index",
                table: "users",
                column: "normalized_user_name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "cost_entries");

            migrationBuilder.DropTable(
                name: "cost_rates");

            migrationBuilder.DropTable(
                name: "customer_metrics_a");

            migrationBuilder.DropTable(
                name: "customer_metrics_b");

            migrationBuilder.DropTable(
                name: "customer_scores_a");

            migrationBuilder.DropTable(
                name: "customer_scores_b");

            migrationBuilder.DropTable(
                name: "customer_tags");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "dated_metrics");

            migrationBuilder.DropTable(
                name: "dated_scores");

            migrationBuilder.DropTable(
                name: "dirty_customers");

            migrationBuilder.DropTable(
                name: "firm");

            migrationBuilder.DropTable(
                name: "import_before_images");

            migrationBuilder.DropTable(
                name: "order_lines");

            migrationBuilder.DropTable(
                name: "policy_draft");

            migrationBuilder.DropTable(
                name: "policy_versions");

            migrationBuilder.DropTable(
                name: "role_claims");

            migrationBuilder.DropTable(
                name: "score_generation");

            migrationBuilder.DropTable(
                name: "score_history");

            migrationBuilder.DropTable(
                name: "score_runs");

            migrationBuilder.DropTable(
                name: "survey_answers");

            migrationBuilder.DropTable(
                name: "tier_changes");

            migrationBuilder.DropTable(
                name: "tier_pins");

            migrationBuilder.DropTable(
                name: "user_claims");

            migrationBuilder.DropTable(
                name: "user_logins");

            migrationBuilder.DropTable(
                name: "user_roles");

            migrationBuilder.DropTable(
                name: "user_tokens");

            migrationBuilder.DropTable(
                name: "cost_activities");

            migrationBuilder.DropTable(
                name: "tags");

            migrationBuilder.DropTable(
                name: "imports");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "roles");

            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "regions");

            migrationBuilder.DropTable(
                name: "sources");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "teams");
        }
    }
}
