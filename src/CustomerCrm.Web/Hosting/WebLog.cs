using System.Globalization;
using CustomerCrm.Infrastructure.EmbeddedPostgres;
using Microsoft.AspNetCore.Connections;
using Serilog;
using Serilog.Events;

namespace CustomerCrm.Web.Hosting;

/// <summary>
/// The log: standard error, and a file a day in the data folder. Standard output stays the application's own voice, for what
/// the log must not keep. The section Serilog of the configuration may change the levels.
/// </summary>
internal static class WebLog
{
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static Serilog.ILogger Create(IConfiguration configuration)
    {
        var folder = Path.Combine(DataFolder.Resolve(configuration["Data:Folder"]).Path, "logs");
        return new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // Said in one sentence as the start ends.
            .Filter.ByExcluding(e => e.Exception is IOException { InnerException: AddressInUseException })
            .ReadFrom.Configuration(configuration)
            .WriteTo.Console(
                outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose)
            .WriteTo.File(
                Path.Combine(folder, "web-.log"), outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day, retainedFileCountLimit: 14, fileSizeLimitBytes: 64 << 20)
            .CreateLogger();
    }
}
