using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Imports;

/// <summary>A node that works for a while in an application whose own node does not.</summary>
internal static class JobRounds
{
    public static async Task RunAsync(IServiceProvider services)
    {
        var options = new JobOptions(true, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(50));
        var runner = ActivatorUtilities.CreateInstance<JobRunner>(services, options);
        using var worker = ActivatorUtilities.CreateInstance<JobWorker>(services, options, runner);
        await worker.StartAsync(default);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerContext>().Current = Viewer.Everything(Actor.System);
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        await Patience.UntilAsync(async () => !await db.Jobs.AnyAsync(j => j.State == JobState.Queued || j.State == JobState.Running));
        await worker.StopAsync(default);
    }
}
