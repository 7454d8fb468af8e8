using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// Full runs and publications (value model, section 7). A run fills the tables that are not current, rescores what was
/// touched meanwhile while writers wait, and switches in one transaction; the version it brings into force is written there
/// too. A date before the current one writes a dated run and touches nothing current.
/// </summary>
public sealed class Recompute(
    NpgsqlDataSource database, IDbContextFactory<CrmDbContext> contexts, FirmCalendar calendar, ScoreRuns runs, TimeProvider clock)
{
    public Task<RunOutcome> RunAsync(RecomputeRequest request, CancellationToken cancellation) => RunAsync(request, new RunWatch(), cancellation);

    public async Task<RunOutcome> RunAsync(RecomputeRequest request, RunWatch watch, CancellationToken cancellation)
    {
        await using var runLock = await runs.LockAsync(watch, cancellation);
        var asOf = request.AsOf ?? await calendar.ScoringDateAsync(cancellation);
        var current = await ReadGenerationAsync(cancellation);
        if (current is null)
        {
            return request.Version is { } version
                ? new RunOutcome.UnknownVersion(version)
                : await FirstRunAsync(asOf, Starter(request), watch, cancellation);
        }

        if (asOf < current.AsOf)
        {
            return await DatedRunAsync(current, asOf, request, watch, cancellation);
        }

        return request.Version is not null
            ? new RunOutcome.VersionOnlyForPast(current.AsOf)
            : await CurrentRunAsync(new Plan(asOf, current.Policy, current.PolicyVersion, null), current, Starter(request), watch, cancellation);
    }

    public Task<RunOutcome> PublishAsync(PublishRequest request, CancellationToken cancellation) =>
        PublishAsync(request, new RunWatch(), cancellation);

    public async Task<RunOutcome> PublishAsync(PublishRequest request, RunWatch watch, CancellationToken cancellation)
    {
        await using var runLock = await runs.LockAsync(watch, cancellation);
        var scalesAsOf = request.ScalesAsOf ?? await calendar.ScoringDateAsync(cancellation);
        var current = await ReadGenerationAsync(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var last = await db.PolicyVersions.MaxAsync(v => (int?)v.Number, cancellation) ?? 0;
        PolicyVersion version;
        if (request.RollBackTo is { } number)
        {
            if (await db.PolicyVersions.FindAsync([number], cancellation) is not { } old)
            {
                return new RunOutcome.UnknownVersion(number);
            }

            version = old.RollBack(last, request.By);
        }
        else
        {
            var draft = await DraftAsync(db, cancellation);
            if (request.Draft is { } meant && draft.Version != meant)
            {
                return new RunOutcome.DraftChanged(draft.ChangedBy ?? "");
            }

            var population = await ScoreBuilder.PopulationAsync(database, draft.Content, scalesAsOf, watch, cancellation);
            version = PolicyVersion.Publish(draft.Content, population, scalesAsOf, last, request.By);
        }

        var plan = new Plan(current?.AsOf ?? scalesAsOf, version.Content, version.Number, version);
        return await CurrentRunAsync(plan, current, new Actor(request.AuthorId, request.By.Author), watch, cancellation);
    }

    /// <summary>Without a version in force, the first run that finds a buyer publishes version 1 from the draft.</summary>
    private async Task<RunOutcome> FirstRunAsync(DateOnly asOf, Actor startedBy, RunWatch watch, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var draft = (await DraftAsync(db, cancellation)).Content;
        var population = await ScoreBuilder.PopulationAsync(database, draft, asOf, watch, cancellation);
        if (population.Count == 0)
        {
            return new RunOutcome.NoBuyer(asOf);
        }

        var publication = new Publication(PolicyVersion.TheSystem, "", clock.GetUtcNow());
        var version = PolicyVersion.Publish(draft, population, asOf, 0, publication);
        return await CurrentRunAsync(new Plan(asOf, version.Content, version.Number, version), null, startedBy, watch, cancellation);
    }

    private async Task<RunOutcome> CurrentRunAsync(
        Plan plan, GenerationState? current, Actor startedBy, RunWatch watch, CancellationToken cancellation)
    {
        await using var connection = await watch.OpenAsync(database, cancellation);
        var run = await runs.StartAsync(connection, RunKind.Current, plan.AsOf, startedBy.Name, cancellation);
        var target = new ScoreTarget(run, ScoreTarget.OtherSlot(current?.Target.Slot));
        await ScoreTables.EmptyAsync(connection, target.Slot!, cancellation);

        var builder = new ScoreBuilder(database, target, watch);
        await builder.ExpectAsync(cancellation);
        var customers = await builder.MeasureAsync(plan.Policy, plan.AsOf, null, cancellation);
        var memory = await MemorySource.ResolveAsync(connection, plan.AsOf, current, cancellation);
        var rulesChanged = current is not null && current.PolicyVersion != plan.Version;
        var scorer = new CustomerScorer(run, plan.Version, plan.Policy, rulesChanged ? current!.Policy : null, clock.GetUtcNow());
        await ScoreTables.BeginChangesAsync(connection, cancellation);
        await builder.ScoreAsync(
            scorer, memory, current?.Target.ScoresTable,
            async moved => await ScoreTables.NoteChangesAsync(connection, await scorer.ExplainAsync(connection, moved, cancellation), cancellation),
            cancellation);
        await ScoreTables.FinishAsync(connection, target.Slot!, cancellation);
        var next = new GenerationState(target, plan.Version, plan.Policy, plan.AsOf);
        await ScoreTables.PrepareHistoryAsync(connection, next, current, cancellation);
        await SwitchAsync(connection, next, current, plan.Publishes, customers, startedBy, watch, cancellation);
        return new RunOutcome.Scored(RunKind.Current, plan.AsOf, plan.Version, customers, plan.Publishes is not null)
        {
            RolledBackTo = plan.Publishes?.RolledBackTo,
        };
    }

    /// <summary>Writers wait: what they touched meanwhile is rescored, then one update makes the new tables current.</summary>
    private async Task SwitchAsync(
        NpgsqlConnection connection,
        GenerationState next,
        GenerationState? current,
        PolicyVersion? publishes,
        int customers,
        Actor startedBy,
        RunWatch watch,
        CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ScoreTables.LockOutWritersAsync(connection, cancellation);
        if (publishes is not null)
        {
            await using var db = CrmContexts.Over(connection, transaction);
            db.PolicyVersions.Add(publishes);
            await db.SaveChangesAsync(cancellation);
        }

        var (waiting, scored) = await TouchedCustomers.TakeAsync(connection, next.Target.RunId, cancellation);
        long[] touched = [.. waiting, .. scored];
        await ScoreTables.KeepPreparedHistoryAsync(connection, touched, cancellation);
        await ScoreTables.KeepNotedChangesAsync(connection, touched, cancellation);
        await TouchedCustomers.RescoreAsync(connection, next, current, waiting, factsChanged: true, clock.GetUtcNow(), cancellation);
        await TouchedCustomers.RescoreAsync(connection, next, current, scored, factsChanged: false, clock.GetUtcNow(), cancellation);

        await ScoreTables.ExecuteAsync(
            connection,
            """
            INSERT INTO score_generation (id, slot, run_id, policy_version, as_of, switched_at, switched_xid)
            VALUES (1, @slot, @run, @version, @as_of, @now, pg_current_xact_id())
            ON CONFLICT (id) DO UPDATE SET
                slot = excluded.slot, run_id = excluded.run_id, policy_version = excluded.policy_version,
                as_of = excluded.as_of, switched_at = excluded.switched_at, switched_xid = excluded.switched_xid
            """,
            cancellation,
            ("slot", next.Target.Slot!), ("run", next.Target.RunId), ("version", next.PolicyVersion),
            ("as_of", next.AsOf), ("now", clock.GetUtcNow()));
        // Whoever holds customers in memory sees another run, and reads everybody anew.
        await ScoreTables.ExecuteAsync(connection, "DELETE FROM rescored_customers", cancellation);
        await runs.FinishAsync(connection, next, RunKind.Current, customers, startedBy, publishes, watch, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<RunOutcome> DatedRunAsync(
        GenerationState current, DateOnly asOf, RecomputeRequest request, RunWatch watch, CancellationToken cancellation)
    {
        var (number, policy) = (current.PolicyVersion, current.Policy);
        if (request.Version is { } wanted)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            if (await db.PolicyVersions.FindAsync([wanted], cancellation) is not { } version)
            {
                return new RunOutcome.UnknownVersion(wanted);
            }

            (number, policy) = (version.Number, version.Content);
        }

        await using var connection = await watch.OpenAsync(database, cancellation);
        var run = await runs.StartAsync(connection, RunKind.Dated, asOf, request.StartedBy, cancellation);
        var builder = new ScoreBuilder(database, new ScoreTarget(run, null), watch);
        await builder.ExpectAsync(cancellation);
        var customers = await builder.MeasureAsync(policy, asOf, null, cancellation);
        var memory = await MemorySource.ResolveAsync(connection, asOf, current, cancellation);
        await builder.ScoreAsync(new CustomerScorer(run, number, policy, null, clock.GetUtcNow()), memory, cancellation);

        // A newer run of the same date takes the place of the older one.
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ScoreTables.ExecuteAsync(
            connection,
            """
            WITH replaced AS (
                UPDATE score_runs SET state = @replaced
                WHERE kind = @dated AND state = @done AND as_of = @as_of
                RETURNING id),
            measures AS (DELETE FROM dated_metrics WHERE run_id IN (SELECT id FROM replaced))
            DELETE FROM dated_scores WHERE run_id IN (SELECT id FROM replaced)
            """,
            cancellation,
            ("replaced", (short)RunState.Replaced), ("done", (short)RunState.Done), ("dated", (short)RunKind.Dated), ("as_of", asOf));
        var state = new GenerationState(new ScoreTarget(run, null), number, policy, asOf);
        await runs.FinishAsync(connection, state, RunKind.Dated, customers, Starter(request), null, watch, cancellation);
        await transaction.CommitAsync(cancellation);
        return new RunOutcome.Scored(RunKind.Dated, asOf, number, customers, false);
    }

    private async Task<GenerationState?> ReadGenerationAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await GenerationState.ReadAsync(connection, cancellation);
    }

    private static Actor Starter(RecomputeRequest request) => new(request.StartedById, request.StartedBy);

    private static async Task<PolicyDraft> DraftAsync(CrmDbContext db, CancellationToken cancellation) =>
        await db.PolicyDrafts.AsNoTracking().SingleOrDefaultAsync(cancellation) ?? new PolicyDraft();

    /// <summary>What a current run is to make.</summary>
    /// <param name="Publishes">The version that comes into force with its switch; null where the one in force stays.</param>
    private sealed record Plan(DateOnly AsOf, ScoringPolicy Policy, int Version, PolicyVersion? Publishes);
}
