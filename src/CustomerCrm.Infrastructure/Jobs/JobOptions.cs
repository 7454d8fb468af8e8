using CustomerCrm.Infrastructure.Hosting;
using Microsoft.Extensions.Configuration;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>How a node works for the queue.</summary>
/// <param name="Enabled">From <c>Jobs__Enabled</c>; a node may leave all jobs to others.</param>
/// <param name="Lease">How long a node holds a job without a sign of life, from <c>Jobs__LeaseSeconds</c>.</param>
/// <param name="Pause">How often a node looks for work, from <c>Jobs__PauseSeconds</c>.</param>
public sealed record JobOptions(bool Enabled, TimeSpan Lease, TimeSpan Pause)
{
    /// <exception cref="SettingException">A number is none, or out of bounds.</exception>
    public static JobOptions Of(IConfiguration configuration) => new(
        configuration.GetValue("Jobs:Enabled", true),
        TimeSpan.FromSeconds(Seconds(configuration, "Lease", 20, 2, 45)),
        TimeSpan.FromSeconds(Seconds(configuration, "Pause", 2, 0.05, 30)));

    /// <summary>Several signs of life go into a lease, so that one that is late does not cost the job.</summary>
    public TimeSpan SignOfLife => Lease / 8;

    private static double Seconds(IConfiguration configuration, string name, double otherwise, double least, double most)
    {
        var text = configuration[$"Jobs:{name}Seconds"];
        return string.IsNullOrEmpty(text) ? otherwise
            : double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= most ? seconds
            : throw new SettingException($"Jobs__{name}Seconds is '{text}' and must be a number from {least} to {most}.");
    }
}
