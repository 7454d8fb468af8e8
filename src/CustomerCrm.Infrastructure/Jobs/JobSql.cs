using System.Globalization;
using CustomerCrm.Infrastructure.Persistence;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>The statements of the queue, with the numbers of the states in their places.</summary>
internal static class JobSql
{
    public static string Enqueue { get; } = Read("enqueue");

    public static string Claim { get; } = Read("claim");

    public static string Renew { get; } = Read("renew");

    public static string Finish { get; } = Read("finish");

    public static string Cancel { get; } = Read("cancel");

    private static string Read(string name) => SqlText.Read(
        $"Jobs/Sql/{name}.sql",
        [.. Enum.GetValues<JobState>().Select(s => (s.ToString().ToLowerInvariant(), ((int)s).ToString(CultureInfo.InvariantCulture)))]);
}
