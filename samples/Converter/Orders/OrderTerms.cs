namespace CustomerCrm.SampleConverter.Orders;

/// <summary>What is made up for a real invoice; its net stays what it was.</summary>
internal sealed record OrderTerms(decimal Gross, decimal Discount, decimal? CostOfGoods, DateOnly? DueOn, DateOnly? PaidOn);
