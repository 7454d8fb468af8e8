using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Firms;

/// <summary>Whether data and rules are in order, for who answers for them.</summary>
/// <param name="Waiting">Customers whose facts changed and whose score does not know it yet.</param>
/// <param name="OpenJobs">Jobs that wait or run.</param>
/// <param name="FailedJobs">Jobs that failed in the last <see cref="FailuresOf"/> days.</param>
/// <param name="Unowned">Customers without an owner.</param>
/// <param name="Users">People who can sign in.</param>
public sealed record FirmHealth(
    RulesInForce? Rules, LastImport? LastImport, int Waiting, int OpenJobs, int FailedJobs, int Unowned, int Users)
{
    public const int FailuresOf = 7;

    /// <summary>One statement.</summary>
    public static Task<FirmHealth> ReadAsync(CrmDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now.AddDays(-FailuresOf);
        return db.Firms.AsNoTracking().Select(_ => new FirmHealth(
            (from g in db.ScoreGenerations
             join v in db.PolicyVersions on g.PolicyVersion equals v.Number
             select new RulesInForce(g.AsOf, g.SwitchedAt, v.Number, v.Author, v.PublishedAt)).SingleOrDefault(),
            db.Imports.OrderByDescending(i => i.Id)
                .Select(i => new LastImport(i.FileName, i.RowsRead, i.AppliedAt)).FirstOrDefault(),
            db.DirtyCustomers.Select(d => d.CustomerId).Distinct().Count(),
            db.Jobs.Count(j => j.State == JobState.Queued || j.State == JobState.Running),
            db.Jobs.Count(j => j.State == JobState.Failed && j.FinishedAt > since),
            db.Customers.Count(c => c.ArchivedAt == null && c.OwnerId == null),
            db.Users.Count())).SingleAsync(cancellation);
    }
}

/// <summary>The version that scores, and the moment its scores became current.</summary>
public sealed record RulesInForce(DateOnly AsOf, DateTimeOffset SwitchedAt, int Version, string Author, DateTimeOffset PublishedAt);

/// <summary>The newest file that was applied.</summary>
public sealed record LastImport(string FileName, int Rows, DateTimeOffset At);
