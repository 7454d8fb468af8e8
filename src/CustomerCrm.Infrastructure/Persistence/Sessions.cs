using Npgsql;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>What the server does for every session of ours, whatever it is configured with itself.</summary>
internal static class Sessions
{
    /// <summary>
    /// A machine that hangs or loses its network closes no connection. A transaction it had begun would keep what it locked,
    /// and all who write or score would wait for it; so the server ends one in which nothing happens. It finds out about a lost
    /// machine by keep-alives.
    /// </summary>
    private const string Settings =
        "-c idle_in_transaction_session_timeout=20s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    /// <summary>The data source of a connection string, whose own options win.</summary>
    public static NpgsqlDataSource Open(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        address.Options = $"{Settings} {address.Options}".TrimEnd();
        return NpgsqlDataSource.Create(address);
    }
}
