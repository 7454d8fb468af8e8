namespace CustomerCrm.SampleConverter.Costs;

/// <summary>What serving a customer costs the sample firm: invented, of a size that fits a British wholesaler in 2011.</summary>
internal static class CostActivities
{
    // Wages rise with the British tax year, on 6 April; diesel rose in the summer of 2011.
    private static readonly DateOnly Start = new(2010, 1, 1);
    private static readonly DateOnly PayRise = new(2011, 4, 6);
    private static readonly DateOnly DieselRise = new(2011, 7, 1);

    public static readonly CostActivity OrderHandling = new("Order handling", "order", (Start, 10.40m), (PayRise, 11.00m));
    public static readonly CostActivity FieldVisit = new("Field visit", "minute", (Start, 0.90m));
    public static readonly CostActivity ServiceCall = new("Service call", "minute", (Start, 0.74m));
    public static readonly CostActivity Delivery = new("Delivery", "km", (Start, 0.54m), (DieselRise, 0.58m));
    public static readonly CostActivity ReturnsHandling = new("Returns handling", "piece", (Start, 0.25m));
    public static readonly CostActivity Rebate = new("Rebate", "amount");
    public static readonly CostActivity ChannelFee = new("Channel fee", "amount");

    public static readonly IReadOnlyList<CostActivity> All =
        [OrderHandling, FieldVisit, ServiceCall, Delivery, ReturnsHandling, Rebate, ChannelFee];
}
