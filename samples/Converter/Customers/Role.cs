namespace CustomerCrm.SampleConverter.Customers;

/// <summary>Customers whose story the sample firm tells; everybody else is <see cref="Extra"/>.</summary>
internal enum Role
{
    Extra,
    GroupBuyer,
    BigAccount,
    LatePayer,
    LoyalShop,
    SleepingPlatinum,
}
