namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>Does the jobs of one kind.</summary>
public interface IJobWork
{
    JobKind Kind { get; }

    /// <summary>
    /// Does the whole job, telling its lease how far it is. It may be begun again from the start after it was done in part, by another
    /// node too; what it commits it commits together with <see cref="Scoring.RunWatch.ConfirmAsync"/>, or can commit twice.
    /// </summary>
    /// <returns>
    /// How it ended: done, or refused for a reason that trying again does not change (<see cref="JobOutcome.Refuse"/>). An exception
    /// is a fault, and the job is tried again.
    /// </returns>
    Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation);
}
