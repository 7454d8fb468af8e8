using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Tiers;

/// <summary>Section 5: grace step by step over the dates, and pins.</summary>
public class GraceTests
{
    private static readonly ScoringPolicy ThirtyDays =
        Typical.ValueOnly with { GraceDays = 30, HysteresisPoints = 0 };

    // A fall waits 30 days from the AsOf of the first fall; the shown tier falls on the first AsOf >= that date.
    [Fact]
    public void Grace_FallThatLasts_FallsOnItsDate()
    {
        var run = new Runs(ThirtyDays);
        run.On("2026-01-01", composite: 90).ShouldBe((Tier.Platinum, Tier.Platinum, null));
        run.On("2026-01-02", composite: 60).ShouldBe((Tier.Silver, Tier.Platinum, "2026-01-02"));
        run.On("2026-01-31", composite: 60).ShouldBe((Tier.Silver, Tier.Platinum, "2026-01-02"));
        run.On("2026-02-01", composite: 60).ShouldBe((Tier.Silver, Tier.Silver, null));
        run.On("2026-02-02", composite: 60).ShouldBe((Tier.Silver, Tier.Silver, null));
    }

    // The first AsOf on or after the date, where none falls on it.
    [Fact]
    public void Grace_NoRunOnTheDate_FallsAtTheNextOne()
    {
        var run = new Runs(ThirtyDays);
        run.On("2026-01-01", composite: 90);
        run.On("2026-01-02", composite: 60);
        run.On("2026-06-01", composite: 60).ShouldBe((Tier.Silver, Tier.Silver, null));
    }

    // Only a computed tier at or above the shown one ends the wait: a smaller fall goes on counting.
    [Fact]
    public void Grace_PartialRecovery_DoesNotEndTheWait()
    {
        var run = new Runs(ThirtyDays);
        run.On("2026-01-01", composite: 90);
        run.On("2026-01-02", composite: 10);
        run.On("2026-01-20", composite: 75).ShouldBe((Tier.Gold, Tier.Platinum, "2026-01-02"));
        run.On("2026-02-01", composite: 75).ShouldBe((Tier.Gold, Tier.Gold, null));
    }

    [Fact]
    public void Grace_FullRecovery_EndsTheWaitAndANewFallCountsAfresh()
    {
        var run = new Runs(ThirtyDays);
        run.On("2026-01-01", composite: 75);
        run.On("2026-01-02", composite: 60);
        run.On("2026-01-20", composite: 75).ShouldBe((Tier.Gold, Tier.Gold, null));
        run.On("2026-01-25", composite: 60).ShouldBe((Tier.Silver, Tier.Gold, "2026-01-25"));
        run.On("2026-02-23", composite: 60).ShouldBe((Tier.Silver, Tier.Gold, "2026-01-25"));
        run.On("2026-02-24", composite: 60).ShouldBe((Tier.Silver, Tier.Silver, null));
    }

    // A rise never waits.
    [Fact]
    public void Grace_Rise_IsShownAtOnce()
    {
        var run = new Runs(ThirtyDays);
        run.On("2026-01-01", composite: 60);
        run.On("2026-01-02", composite: 90).ShouldBe((Tier.Platinum, Tier.Platinum, null));
    }

    // A fall by a guard is a fall of the shown tier like any other.
    [Fact]
    public void Grace_FallByAGuard_Waits()
    {
        var memory = new TierMemory(DaysAgo(1), Tier.Platinum, Tier.Platinum, null);
        var score = Typical.Score(Typical.WithComposite(90) with { Occasions = 2 }, ThirtyDays, memory);
        (score.ComputedTier, score.UnpinnedTier, score.FirstFallOn).ShouldBe((Tier.Silver, Tier.Platinum, (DateOnly?)Today));
    }

    // 0 days (the default): nothing waits.
    [Fact]
    public void Grace_Zero_FallsAtOnce()
    {
        var run = new Runs(ThirtyDays with { GraceDays = 0 });
        run.On("2026-01-01", composite: 90);
        run.On("2026-01-02", composite: 60).ShouldBe((Tier.Silver, Tier.Silver, null));
        new ScoringPolicy().GraceDays.ShouldBe(0);
    }

    [Fact]
    public void Grace_FirstScoreEver_WaitsForNothing() =>
        Grace.Show(Tier.Develop, null, Today, 30).ShouldBe((Tier.Develop, null));

    // Unrated stands outside the order: a move from or to it waits for nothing.
    [Fact]
    public void Grace_Unrated_WaitsForNothing()
    {
        Grace.Show(Tier.Unrated, new TierMemory(DaysAgo(1), Tier.Gold, Tier.Gold, null), Today, 30)
            .ShouldBe((Tier.Unrated, null));
        Grace.Show(Tier.Adjust, new TierMemory(DaysAgo(1), Tier.Unrated, Tier.Unrated, null), Today, 30)
            .ShouldBe((Tier.Adjust, null));
    }

    // It compares with the tier shown before any pin.
    [Fact]
    public void Grace_WhilePinned_ComparesWithTheTierUnderThePin()
    {
        var run = new Runs(ThirtyDays) { Pin = new TierPin(Tier.Adjust, Day("2026-01-01"), Day("2026-01-10")) };
        run.On("2026-01-01", composite: 75).ShouldBe((Tier.Gold, Tier.Adjust, null));
        run.On("2026-01-05", composite: 60).ShouldBe((Tier.Silver, Tier.Adjust, "2026-01-05"));
        run.On("2026-01-11", composite: 60).ShouldBe((Tier.Silver, Tier.Gold, "2026-01-05"));
    }

    // A pin holds from the day it is entered to its end date, both included, and ends by itself.
    [Theory]
    [InlineData("2026-12-30", Tier.Silver)]
    [InlineData("2026-12-31", Tier.Platinum)]
    [InlineData("2027-01-05", Tier.Platinum)]
    [InlineData("2027-01-10", Tier.Platinum)]
    [InlineData("2027-01-11", Tier.Silver)]
    public void Pin_BothDatesIncluded_ShowsThePinnedTier(string asOf, Tier shown)
    {
        var pin = new TierPin(Tier.Platinum, Day("2026-12-31"), Day("2027-01-10"));
        var score = Typical.Score(Typical.WithComposite(60) with { AsOf = Day(asOf) }, Typical.ValueOnly, pin: pin);
        // The computed tier is still kept and shown beside it.
        (score.ComputedTier, score.UnpinnedTier, score.ShownTier).ShouldBe((Tier.Silver, Tier.Silver, shown));
    }

    [Fact]
    public void Pin_OneDay_HoldsThatDay() => new TierPin(Tier.Gold, Today, Today).HoldsOn(Today).ShouldBeTrue();

    [Fact]
    public void Pin_KeptOverride_IsTheSamePin()
    {
        var kept = new PinnedTier
        {
            CustomerId = 1,
            Tier = Tier.Gold,
            FromOn = DaysAgo(3),
            UntilOn = Today,
            Reason = "contract",
            PinnedBy = "manager",
            PinnedAt = DateTimeOffset.UnixEpoch,
        };
        kept.Pin.ShouldBe(new TierPin(Tier.Gold, DaysAgo(3), Today));
    }

    /// <summary>Runs one after another, each with the memory of the one before, as the daily job keeps it.</summary>
    private sealed class Runs(ScoringPolicy policy)
    {
        private TierMemory? memory;

        public TierPin? Pin { get; init; }

        public (Tier Computed, Tier Shown, string? FirstFallOn) On(string asOf, decimal composite)
        {
            var metrics = Typical.WithComposite(composite) with { AsOf = Day(asOf) };
            var score = Typical.Score(metrics, policy, memory, Pin);
            memory = new TierMemory(Day(asOf), score.MethodTier, score.UnpinnedTier, score.FirstFallOn);
            return (score.ComputedTier, score.ShownTier, score.FirstFallOn is { } fall ? Iso(fall) : null);
        }
    }
}
