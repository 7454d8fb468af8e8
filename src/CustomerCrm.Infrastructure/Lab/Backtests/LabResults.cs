using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Infrastructure.Lab.Backtests;

/// <summary>What a backtest found.</summary>
/// <param name="FirstOn">Where the history begins.</param>
/// <param name="Customers">Who had bought by the date: these are judged.</param>
/// <param name="LaterProfit">What they brought after it, together.</param>
/// <param name="Earners">How many of them brought anything.</param>
/// <param name="Perfect">What the tenth that turned out best brought: nobody can foretell more.</param>
/// <param name="KeptEntered">The draft holds a scale or a threshold entered by hand, which stayed as it is.</param>
/// <param name="Gain">What the draft's rank correlation has ahead of that of the version in force.</param>
public sealed record BacktestResult(
    DateOnly FirstOn, int Customers, decimal LaterProfit, int Earners, BestTenth Perfect, bool KeptEntered, RankGain? Gain, RulesResult Draft, RulesResult InForce);

/// <summary>How one set of rules did.</summary>
/// <param name="Buyers">Its scales come from so many.</param>
public sealed record RulesResult(
    int WindowDays,
    int Buyers,
    double? RankCorrelation,
    BestTenth BestTenth,
    IReadOnlyList<TierOutcome> Tiers,
    IReadOnlyList<MissedCustomer> Underrated,
    int UnderratedCount,
    IReadOnlyList<MissedCustomer> Overrated,
    int OverratedCount);

/// <summary>A customer who came out otherwise than he was rated.</summary>
public sealed record MissedCustomer(long Id, decimal Composite, Tier Tier, decimal Profit);

/// <summary>What a search for weights found.</summary>
/// <param name="JudgeFrom">Chosen up to this date, judged from it on.</param>
/// <param name="Chosen">How it went in the period of choice, for every combination; then <paramref name="Today"/> there.</param>
/// <param name="Gain">Of the suggested over today's, in the period they were not chosen on.</param>
public sealed record SuggestionResult(
    DateOnly FirstOn,
    DateOnly JudgeFrom,
    int WindowDays,
    int ChosenOn,
    int JudgedOn,
    int Buyers,
    IReadOnlyList<WeightsTried> Chosen,
    WeightsTried Today,
    Weights Suggested,
    WeightsJudged JudgedToday,
    WeightsJudged JudgedSuggested,
    RankGain? Gain)
{
    /// <summary>Better where the whole interval says so; else they are no better than today's.</summary>
    [JsonIgnore]
    public bool IsBetter => Gain is { IsBetter: true };
}

/// <summary>A combination and its rank correlation with what came.</summary>
public sealed record WeightsTried(Weights Weights, double? RankCorrelation);

/// <summary>How weights did in the period that judges.</summary>
public sealed record WeightsJudged(double? RankCorrelation, BestTenth BestTenth);

/// <summary>Results as they are kept.</summary>
public static class LabResultJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static BacktestResult? Backtest(this LabReport report) => Read<BacktestResult>(report.Result);

    public static SuggestionResult? Suggestion(this LabReport report) => Read<SuggestionResult>(report.Result);

    public static string Write<T>(T result) => JsonSerializer.Serialize(result, Options);

    private static T? Read<T>(string? kept) where T : class => kept is null ? null : JsonSerializer.Deserialize<T>(kept, Options);
}
