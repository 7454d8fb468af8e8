namespace CustomerCrm.SampleConverter.Costs;

/// <summary>Either a quantity, charged at the activity's rate of that date, or a direct amount.</summary>
internal sealed record CostEntry(
    string CustomerKey, CostActivity Activity, DateOnly On, decimal? Quantity = null, decimal? Amount = null, string Note = "");
