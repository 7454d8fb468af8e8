using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

public sealed record EmbeddedServerOptions
{
    /// <summary>Where the data lives; nothing means <see cref="DataFolder.Resolve"/> decides.</summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// For tests: nothing is flushed to disk, and the server goes when this process goes. Never for data that matters,
    /// and never shared: the server also goes under a second application that had attached.
    /// </summary>
    public bool Disposable { get; init; }

    /// <summary>Listens on a free port of the loopback address instead of a unix socket; the default on Windows.</summary>
    public bool UseTcp { get; init; } = OperatingSystem.IsWindows();

    /// <summary>Covers waiting for another application, the first initialisation and the recovery after a crash.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A folder with initdb, pg_ctl and postgres, before all others; nothing means the environment variable CRM_POSTGRES_BIN.
    /// </summary>
    public string? BinFolder { get; init; }

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
