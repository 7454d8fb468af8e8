namespace CustomerCrm.Domain.Scoring;

/// <summary>A customer's place on the two scales (value model, section 2); without a scale, or an occasion in the window, it is 0.</summary>
internal static class ScorePlaces
{
    /// <summary>PurchaseValue &lt;= 0 is 0.</summary>
    public static Score OfPurchaseValue(Scale? scale, int occasions, Money purchaseValue) =>
        scale is null || occasions == 0 || purchaseValue <= Money.Zero ? Score.Zero : scale.Place(purchaseValue.Amount);

    /// <summary>A loss is 0.</summary>
    public static Score OfProfit(Scale? scale, int occasions, Money profit) =>
        scale is null || occasions == 0 || profit < Money.Zero ? Score.Zero : scale.Place(profit.Amount);
}
