using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Jobs;

/// <summary>A node over the test's database, doing rounds when a test says so.</summary>
internal sealed class Node
{
    private readonly JobRunner _runner;
    private readonly JobWorker _worker;
    private readonly JobOptions _options;

    public Node(TestCrm crm, double leaseSeconds = 5)
    {
        _options = new JobOptions(true, TimeSpan.FromSeconds(leaseSeconds), TimeSpan.FromMilliseconds(50));
        Queue = crm.Services.GetRequiredService<JobQueue>();
        _runner = ActivatorUtilities.CreateInstance<JobRunner>(crm.Services, _options);
        _worker = ActivatorUtilities.CreateInstance<JobWorker>(crm.Services, _options, _runner);
    }

    public JobQueue Queue { get; }

    public Task RoundAsync(CancellationToken stopping = default) => _worker.RoundAsync(stopping);

    public Task<JobLease?> ClaimAsync() => Queue.ClaimAsync("test", _options.Lease, default);

    public Task RunAsync(JobLease job, CancellationToken stopping = default) => _runner.RunAsync(job, stopping);

    public Task<long> AskForRunAsync(string key = "run") => Queue.EnqueueAsync(JobKind.Recompute, key, new Actor(null, "tester"), default);
}
