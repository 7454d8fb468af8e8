namespace CustomerCrm.SampleConverter.Customers;

/// <summary>A row of customers.csv.</summary>
internal sealed record CustomerCard(string Key, string Name, bool IsPerson)
{
    public string LocalName { get; init; } = "";

    public string MemberCardNo { get; init; } = "";

    public string Phone { get; init; } = "";

    public string Email { get; init; } = "";

    public string Region { get; init; } = "";

    public string Country { get; init; } = "";

    public string City { get; init; } = "";

    public string Industry { get; init; } = "";

    public string BusinessType { get; init; } = "";

    public string Source { get; init; } = "";

    public string OwnerEmail { get; init; } = "";

    public decimal? EstimatedAnnualSpend { get; init; }

    public string ReferredByKey { get; init; } = "";

    public DateOnly? FirstContactOn { get; init; }

    public string Tags { get; init; } = "";
}
