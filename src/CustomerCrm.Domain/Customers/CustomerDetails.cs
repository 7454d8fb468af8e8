using CustomerCrm.Domain.Facts;

namespace CustomerCrm.Domain.Customers;

/// <summary>Why a value cannot be a customer's.</summary>
public enum CustomerFault
{
    Missing = 1,
    TooLong = 2,

    /// <summary>Control characters, or half of one.</summary>
    NotPlain = 3,
    Negative = 4,
    TooLarge = 5,
    TooManyDecimals = 6,
    DateOutOfRange = 7,
    RefersHimself = 8,
}

/// <summary>A value that was refused.</summary>
/// <param name="Field">The property of <see cref="CustomerDetails"/>, or of the customer.</param>
public sealed record CustomerError(string Field, CustomerFault Fault);

/// <summary>What is known of a customer beside his key, his owner and his tags; texts are trimmed, null where nothing is known.</summary>
public sealed record CustomerDetails
{
    public static readonly DateOnly Earliest = FactLimits.Earliest;
    public static readonly DateOnly Latest = FactLimits.Latest;

    /// <summary>Twelve digits before the point, as amounts have everywhere.</summary>
    public const decimal MostSpend = 999_999_999_999.99m;

    public required string Name { get; init; }

    public required CustomerKind Kind { get; init; }

    public string? LocalName { get; init; }

    public string? MemberCardNo { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public long? RegionId { get; init; }

    public string? Country { get; init; }

    public string? City { get; init; }

    public string? Industry { get; init; }

    public string? BusinessType { get; init; }

    public long? SourceId { get; init; }

    /// <summary>A year, in our category, with anybody; base currency.</summary>
    public decimal? EstimatedAnnualSpend { get; init; }

    public long? ReferredById { get; init; }

    public DateOnly? FirstContactOn { get; init; }

    /// <summary>What scores are made from; a change of it is a new fact.</summary>
    public (decimal?, long?, DateOnly?) Facts => (EstimatedAnnualSpend, ReferredById, FirstContactOn);

    public static CustomerDetails Of(Customer customer) => new()
    {
        Name = customer.Name,
        Kind = customer.Kind,
        LocalName = customer.LocalName,
        MemberCardNo = customer.MemberCardNo,
        Phone = customer.Phone,
        Email = customer.Email,
        RegionId = customer.RegionId,
        Country = customer.Country,
        City = customer.City,
        Industry = customer.Industry,
        BusinessType = customer.BusinessType,
        SourceId = customer.SourceId,
        EstimatedAnnualSpend = customer.EstimatedAnnualSpend,
        ReferredById = customer.ReferredById,
        FirstContactOn = customer.FirstContactOn,
    };

    /// <summary>What is wrong with the values by themselves.</summary>
    internal IEnumerable<CustomerError> Check()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return new(nameof(Name), CustomerFault.Missing);
        }

        foreach (var (field, text) in Texts())
        {
            if (text is not null && LineOfText.Check(text) is { } fault)
            {
                yield return new(field, fault == TextFault.TooLong ? CustomerFault.TooLong : CustomerFault.NotPlain);
            }
        }

        if (EstimatedAnnualSpend is { } spend && Fault(spend) is { } wrong)
        {
            yield return new(nameof(EstimatedAnnualSpend), wrong);
        }

        if (FirstContactOn < Earliest || FirstContactOn > Latest)
        {
            yield return new(nameof(FirstContactOn), CustomerFault.DateOutOfRange);
        }
    }

    private static CustomerFault? Fault(decimal spend) =>
        spend < 0 ? CustomerFault.Negative
        : spend > MostSpend ? CustomerFault.TooLarge
        : decimal.Round(spend, 2) != spend ? CustomerFault.TooManyDecimals
        : null;

    private IEnumerable<(string Field, string? Text)> Texts() =>
    [
        (nameof(Name), Name), (nameof(LocalName), LocalName), (nameof(MemberCardNo), MemberCardNo), (nameof(Phone), Phone), (nameof(Email), Email),
        (nameof(Country), Country), (nameof(City), City), (nameof(Industry), Industry), (nameof(BusinessType), BusinessType),
    ];
}
