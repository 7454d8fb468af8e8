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
        _cache.Find(Key())!.IsKept.ShouldBeTrue();

        _clock.Now += TimeSpan.FromSeconds(1);
        _cache.Find(Key()).ShouldBeNull();
    }

    [Fact]
    public void Keep_WhatWasQuick_IsNeverFound()
    {
        _cache.Keep(Key(), Figures(), PortfolioCache.WorthKeeping);
        _cache.Keep(Key(), Figures(), PortfolioCache.WorthKeeping - TimeSpan.FromMilliseconds(1));

        _cache.Find(Key()).ShouldBeNull();
    }

    [Fact]
    public void Find_OtherScoresEyesFilterOrDate_FindsNothing()
    {
        _cache.Keep(Key(), Figures(), PortfolioCache.WorthKeeping);

        _cache.Find(new(2, All, new PortfolioRequest(CustomerFilter.Everybody), null)).ShouldBeNull();
        _cache.Find(new(1, All with { SeesAll = false }, new PortfolioRequest(CustomerFilter.Everybody), null)).ShouldBeNull();
        _cache.Find(new(1, new Viewer(false, [3], Actor.System), new PortfolioRequest(CustomerFilter.Everybody), null)).ShouldBeNull();
        _cache.Find(new(1, All, new PortfolioRequest(CustomerFilter.Everybody with { Owner = new Choice(3) }), null)).ShouldBeNull();
        _cache.Find(new(1, All, new PortfolioRequest(CustomerFilter.Everybody with { Region = Choice.None }), null)).ShouldBeNull();
        _cache.Find(new(1, All, new PortfolioRequest(CustomerFilter.Everybody), new DateOnly(2026, 5, 31))).ShouldBeNull();
        _cache.Find(new(1, All, new PortfolioRequest(CustomerFilter.Everybody, Brief: true), null)).ShouldBeNull();
        _cache.Find(Key()).ShouldNotBeNull();
    }

    private static PortfolioKey Key() => new(1, All, new PortfolioRequest(CustomerFilter.Everybody), null);

    private PortfolioFigures Figures() =>
        new(CustomerFilter.Everybody, null, 1, _clock.Now, false, [], [], [], WhaleCurve.Of([]), [], []);
}
