using System.Globalization;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.CostToServe;
using CustomerCrm.Infrastructure.Customers.Bulk;
using CustomerCrm.Infrastructure.Customers.Lists;
using CustomerCrm.Infrastructure.Customers.Views;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Demo;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Exporting.Sending;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Reading;
using CustomerCrm.Infrastructure.Importing.Undoing;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Lab.Backtests;
using CustomerCrm.Infrastructure.Lab.Columns;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Infrastructure.Portfolio.Movements;
using CustomerCrm.Infrastructure.Portfolio.Tables;
using CustomerCrm.Infrastructure.Publishing;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CustomerCrm.Infrastructure.Hosting;

/// <summary>What web and command line share.</summary>
public static class CrmServices
{
    /// <summary>The name under which all nodes and the command line protect and read the same tokens.</summary>
    private const string ApplicationName = "CustomerCrm";

    /// <exception cref="SettingException">A setting cannot be used; the message is one sentence.</exception>
    public static IServiceCollection AddCrm(this IServiceCollection services, CrmDatabase database, IConfiguration configuration)
    {
        services.AddSingleton(database);
        services.AddSingleton(ReadFirmOptions(configuration));
        services.AddSingleton(Sessions.Open(database.ConnectionString));
        services.TryAddSingleton<TimeProvider>(provider =>
            new DatabaseClock(provider.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System));

        services.AddSingleton<AuditInterceptor>();
        services.AddSingleton<HandEditInterceptor>();
        services.AddScoped<ViewerContext>();
        services.AddDbContext<CrmDbContext>(Configure);
        services.AddSingleton<IDbContextFactory<CrmDbContext>, SystemContexts>();

        services.AddSingleton<DatabaseSetup>();
        services.AddSingleton<FirmCalendar>();
        services.AddSingleton<ScoreRuns>();
        services.AddSingleton<Recompute>();
        services.AddSingleton(ImportLimits.Of(configuration));
        services.AddSingleton<Importer>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<UploadImports>();
        services.AddSingleton<ImportJobs>();
        services.AddSingleton(JobOptions.Of(configuration));
        services.AddSingleton<JobBell>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<DailyScoring>();
        services.AddSingleton<ScoreAudit>();
        services.AddSingleton<IJobWork, RecomputeJob>();
        services.AddSingleton<IJobWork, AuditJob>();
        services.AddSingleton<IJobWork, CheckImportJob>();
        services.AddSingleton<IJobWork, ApplyImportJob>();
        services.AddSingleton<IJobWork, UndoImportJob>();
        services.AddSingleton<IJobWork, PublishJob>();
        services.AddScoped<PublicationRequests>();
        services.AddSingleton<IJobWork, BacktestJob>();
        services.AddSingleton<IJobWork, SuggestWeightsJob>();
        services.AddScoped<LabReports>();
        services.AddSingleton<JobRunner>();
        services.AddScoped<Exporter>();
        services.AddScoped<ListExporter>();
        services.AddSingleton<PopulationReader>();
        services.AddSingleton<PreviewStore>();
        services.AddSingleton<MoverReader>();
        services.AddSingleton<PreviewFile>();
        services.AddSingleton<PortfolioCache>();
        services.AddScoped<PortfolioReader>();
        services.AddScoped<MovementReader>();
        services.AddScoped<BoardFiles>();
        services.AddScoped<CustomerWrites>();
        services.AddScoped<RateBook>();
        services.AddScoped<ValueLists>();
        services.AddSingleton<BulkEditRun>();
        services.AddSingleton<IJobWork, BulkEditJob>();
        services.AddScoped<BulkEdits>();
        services.AddScoped<SavedViews>();
        services.AddSingleton<ImportUndo>();
        services.AddSingleton(DemoSettings.Of(configuration, database));
        services.AddScoped<DemoUsers>();
        services.AddScoped<DemoFirm>();
        services.AddScoped<DemoHistory>();

        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, DatabaseKeyRing>();
        services.AddIdentityCore<CrmUser>(PasswordRules.Apply)
            .AddRoles<IdentityRole<long>>()
            .AddEntityFrameworkStores<CrmDbContext>()
            .AddDefaultTokenProviders();
        services.AddScoped<UserAccounts>();
        return services;
    }

    internal static void Configure(IServiceProvider services, DbContextOptionsBuilder options) => options
        .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
        .AddInterceptors(services.GetRequiredService<AuditInterceptor>(), services.GetRequiredService<HandEditInterceptor>());

    private static FirmOptions ReadFirmOptions(IConfiguration configuration)
    {
        DateOnly? scoringDate = null;
        if (configuration["Firm:ScoringDate"] is { Length: > 0 } text)
        {
            scoringDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : throw new SettingException($"Firm__ScoringDate is '{text}' and must be a date like 2026-11-21.");
        }

        var currency = configuration["Firm:Currency"];
        if (currency is { Length: > 0 } && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
        {
            throw new SettingException($"Firm__Currency is '{currency}' and must be three capital letters like EUR.");
        }

        var timeZone = configuration["Firm:TimeZone"];
        if (timeZone is { Length: > 0 } && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            throw new SettingException($"Firm__TimeZone is '{timeZone}' and must be a time zone like Europe/Berlin.");
        }

        return new FirmOptions(NullIfEmpty(currency), NullIfEmpty(timeZone), scoringDate);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Contexts of the system itself, for jobs and start-up: they see everything, and their audit says system.</summary>
    private sealed class SystemContexts(IServiceProvider services) : IDbContextFactory<CrmDbContext>
    {
        private readonly DbContextOptions<CrmDbContext> options = Options(services);

        public CrmDbContext CreateDbContext() =>
            new(options, new ViewerContext { Current = Viewer.Everything(Actor.System) });

        private static DbContextOptions<CrmDbContext> Options(IServiceProvider services)
        {
            var builder = new DbContextOptionsBuilder<CrmDbContext>();
            Configure(services, builder);
            return builder.Options;
        }
    }
}

/// <summary>A setting cannot be used; the message is one sentence for people.</summary>
public sealed class SettingException(string message) : Exception(message);
