namespace CustomerCrm.Domain.Loyalty;

/// <summary>The six parts of loyalty, in the order they are shown; the value is their place in arrays.</summary>
public enum LoyaltyPart
{
    Tenure = 0,
    Recency = 1,
    Regularity = 2,
    ShareOfWallet = 3,
    Satisfaction = 4,
    Referrals = 5,
}
