using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Portfolio;

public sealed class PortfolioCacheTests
{
    private static readonly Viewer All = Viewer.Everything(Actor.System);

    private readonly TestClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly PortfolioCache _cache;

    public PortfolioCacheTests() => _cache = new PortfolioCache(_clock);

    [Fact]
    public void Keep_WhatTookLong_IsFoundForAMinute()
    {
        _cache.Keep(Key(), Figures(), PortfolioCache.WorthKeeping);
        _clock.Now += PortfolioCache.Life - TimeSpan.FromSeconds(1);
        _cache.Find<PortfolioFigures>(Key())!.IsKept.ShouldBeTrue();

        _clock.Now += TimeSpan.FromSeconds(1);
        _cache.Find<PortfolioFigures>(Key()).ShouldBeNull();
    }

    [Fact]
    public void Keep_WhatWasQuick_IsNeverFound()
    {
        _cache.Keep(Key(), Figures(), PortfolioCache.WorthKeeping);
        _cache.Keep(Key(), Figures(), PortfolioCache.WorthKeeping - TimeSpan.FromMilliseconds(1));

        _cache.Find<PortfolioFigures>(Key()).ShouldBeNull();
    }

    [Fact]
    public void Find_OtherScoresEyesFilterOrDate_FindsNothing()
    {
        _cache.Keep(Key(), Figures(), PortfolioCache.WorthKeeping);

        var filter = CustomerFilter.Everybody;
        PortfolioKey[] others =
        [
            new(Board.Overview, 2, All, filter),
            new(Board.Brief, 1, All, filter),
            new(Board.Overview, 1, All with { SeesAll = false }, filter),
            new(Board.Overview, 1, new Viewer(false, [3], Actor.System), filter),
            new(Board.Overview, 1, All, filter with { Owner = new Choice(3) }),
            new(Board.Overview, 1, All, filter with { Team = new Choice(3) }),
            new(Board.Overview, 1, All, filter with { Region = Choice.None }),
            new(Board.Overview, 1, All, filter with { Source = Choice.None }),
            Key() with { Since = new DateOnly(2026, 5, 31) },
            Key() with { Until = new DateOnly(2026, 5, 31) },
        ];
        foreach (var other in others)
            _cache.Find<PortfolioFigures>(other).ShouldBeNull();
        _cache.Find<PortfolioFigures>(Key()).ShouldNotBeNull();
    }

    private static PortfolioKey Key() => new(Board.Overview, 1, All, CustomerFilter.Everybody);

    private PortfolioFigures Figures() =>
        new(CustomerFilter.Everybody, null, 1, _clock.Now, false, [], [], [], WhaleCurve.Of([]), [], []);
}
