namespace CustomerCrm.Domain.Tiers;

/// <summary>
/// What a customer is worth to the firm. The greater value is the better tier, so that a comparison reads as the sentence:
/// <c>tier &gt; cap</c>. <see cref="Unrated"/> is for who never bought and stands outside the order of the five.
/// </summary>
public enum Tier
{
    Unrated = 0,
    Adjust = 1,
    Develop = 2,
    Silver = 3,
    Gold = 4,
    Platinum = 5,
}
