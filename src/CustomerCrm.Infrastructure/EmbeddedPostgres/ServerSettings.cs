using System.Globalization;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>The settings every start passes on the command line; the others stand in the cluster's own postgresql.conf.</summary>
internal static class ServerSettings
{
    private const long Mebibyte = 1024 * 1024;

    public static Dictionary<string, string> For(EmbeddedServerOptions options, string socketFolder, int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["listen_addresses"] = options.UseTcp ? "127.0.0.1" : "",
            ["unix_socket_directories"] = options.UseTcp ? "" : socketFolder,
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["lc_messages"] = "C",
            // The log carries no row of a customer: neither the failed statement nor the values it failed on.
            ["log_min_error_statement"] = "panic",
            ["log_error_verbosity"] = "terse",
            ["log_checkpoints"] = "off",
            // Not every build has the compiler this needs.
            ["jit"] = "off",
        };
        if (options.Disposable)
        {
            foreach (var name in (string[])["fsync", "synchronous_commit", "full_page_writes", "autovacuum"])
                settings[name] = "off";
            settings["wal_level"] = "minimal";
            settings["max_wal_senders"] = "0";
            settings["max_connections"] = "200";
        }
        else
        {
            // A share of the memory this process may use, which in a container is the container's.
            var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Mebibyte;
            settings["shared_buffers"] = Megabytes(Math.Clamp(memory / 8, 128, 2048));
            settings["effective_cache_size"] = Megabytes(Math.Clamp(memory / 2, 256, 16384));
            settings["maintenance_work_mem"] = Megabytes(Math.Clamp(memory / 32, 64, 512));
            settings["work_mem"] = Megabytes(Math.Clamp(memory / 256, 4, 64));
            settings["random_page_cost"] = "1.1";
        }
        return settings;
    }

    private static string Megabytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count}MB");
}
