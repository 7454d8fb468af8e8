using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerCrm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class JobsWithoutServerProcess : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "backend_pid",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "backend_started_at",
                table: "jobs");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "backend_pid",
                table: "jobs",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "backend_started_at",
                table: "jobs",
                type: "timestamp with time zone",
                nullable: true);
        }
    }
}
