namespace CustomerCrm.SampleConverter.Costs;

/// <summary>What can be charged, with its rates by date, oldest first; an activity of direct amounts has none.</summary>
internal sealed record CostActivity(string Name, string Unit, params (DateOnly ValidFrom, decimal Rate)[] Rates)
{
    public decimal RateOn(DateOnly on) => Rates.Last(r => r.ValidFrom <= on).Rate;
}
