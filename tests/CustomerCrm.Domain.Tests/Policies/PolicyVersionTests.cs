using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Policies;

/// <summary>Section 7: drafts, numbered versions, roll-back.</summary>
public class PolicyVersionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly Publication ByAnna = new("anna", "first", Noon);

    // Publishing makes a numbered version: author, time, note, scales.
    [Fact]
    public void Publish_Draft_IsTheNextNumberWithItsScales()
    {
        var version = PolicyVersion.Publish(new ScoringPolicy { GraceDays = 7 }, Buyers(1_000, 3_000), Today, 4, ByAnna);
        (version.Number, version.Author, version.Note, version.PublishedAt).ShouldBe((5, "anna", "first", Noon));
        (version.ScalesAsOf, version.ScalePopulation, version.RolledBackTo).ShouldBe((Today, 2, (int?)null));
        version.Content.GraceDays.ShouldBe(7);
        version.Content.PurchaseValueScale![50].ShouldBe(2_000);
    }

    [Fact]
    public void Publish_FirstVersion_IsNumberOne() =>
        PolicyVersion.Publish(new ScoringPolicy(), Buyers(), Today, 0, ByAnna).Number.ShouldBe(1);

    // No population leaves no computed scale.
    [Fact]
    public void Publish_Nobody_LeavesNoScale()
    {
        var version = PolicyVersion.Publish(new ScoringPolicy(), Buyers(), Today, 0, ByAnna);
        version.ScalePopulation.ShouldBe(0);
        version.Content.PurchaseValueScale.ShouldBeNull();
        version.Content.LargeOrder.ShouldBeNull();
    }

    // The scale is frozen with its version: new buyers do not move it.
    [Fact]
    public void Publish_BuyersWhoComeLater_DoNotMoveTheScale()
    {
        var buyers = Buyers(1_000, 3_000);
        var version = PolicyVersion.Publish(new ScoringPolicy(), buyers, Today, 0, ByAnna);
        buyers.Add(Typical.Measures with { PurchaseValue = Money.Of(90_000) });
        version.Content.PurchaseValueScale![100].ShouldBe(3_000);
        version.ScalePopulation.ShouldBe(2);
    }

    // Roll-back publishes the old content again, scales included, as a new version: every tier is as before.
    [Fact]
    public void RollBack_OldVersion_IsItsContentAgainUnderANewNumber()
    {
        var old = PolicyVersion.Publish(new ScoringPolicy { GraceDays = 7 }, Buyers(1_000, 3_000), DaysAgo(200), 0, ByAnna);
        var again = old.RollBack(6, new Publication("ben", "back", Noon.AddDays(1)));
        (again.Number, again.RolledBackTo).ShouldBe((7, (int?)1));
        (again.Author, again.Note, again.PublishedAt).ShouldBe(("ben", "back", Noon.AddDays(1)));
        (again.ScalesAsOf, again.ScalePopulation).ShouldBe((DaysAgo(200), 2));
        again.Content.ShouldBe(old.Content);
        foreach (var value in new[] { 0m, 500m, 1_000m, 1_999.99m, 2_500m, 9_000m })
        {
            var metrics = Typical.Measures with { PurchaseValue = Money.Of(value) };
            new ScoreCalculator(again.Content).Score(metrics).Composite
                .ShouldBe(new ScoreCalculator(old.Content).Score(metrics).Composite);
        }
    }

    // A draft is edited freely; untouched it holds the defaults.
    [Fact]
    public void Draft_Untouched_HoldsTheDefaults()
    {
        var draft = new PolicyDraft();
        draft.Content.ShouldBe(new ScoringPolicy());
        (draft.ChangedAt, draft.ChangedBy).ShouldBe(((DateTimeOffset?)null, (string?)null));
    }

    [Fact]
    public void Replace_GoodPolicy_IsTheWholeDraft()
    {
        var draft = new PolicyDraft();
        draft.Replace(new ScoringPolicy { GraceDays = 7 }, Noon, "anna").ShouldBeEmpty();
        draft.Replace(new ScoringPolicy { LoyalScore = 60 }, Noon, "ben").ShouldBeEmpty();
        draft.Content.ShouldBe(new ScoringPolicy { LoyalScore = 60 });
        (draft.ChangedAt, draft.ChangedBy).ShouldBe((Noon, "ben"));
    }

    // Or it says field by field why not; then nothing is changed.
    [Fact]
    public void Replace_PolicyWithAFault_ChangesNothing()
    {
        var draft = new PolicyDraft();
        draft.Replace(new ScoringPolicy { GraceDays = -1 }, Noon, "anna").ShouldHaveSingleItem().Field.ShouldBe("graceDays");
        draft.Content.ShouldBe(new ScoringPolicy());
        draft.ChangedBy.ShouldBeNull();
    }

    private static BuyerPopulation Buyers(params int[] values)
    {
        var population = new BuyerPopulation();
        foreach (var value in values)
        {
            population.Add(Typical.Measures with { PurchaseValue = Money.Of(value) });
        }

        return population;
    }
}
