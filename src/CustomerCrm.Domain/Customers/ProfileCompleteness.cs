namespace CustomerCrm.Domain.Customers;

/// <summary>What is worth knowing of a customer, in the order in which it is asked for.</summary>
public enum ProfileField
{
    Phone,
    Email,
    Owner,
    Region,
    Country,
    City,
    Industry,
    BusinessType,
    Source,
    FirstContact,
    AnnualSpend,
}

/// <summary>
/// How much of a profile is known. What only firms have is not asked of persons; what not everybody has (a name in another
/// script, a card number, somebody who brought him) is asked of nobody.
/// </summary>
public sealed record ProfileCompleteness(int Known, IReadOnlyList<ProfileField> Missing)
{
    private static readonly ProfileField[] OfFirms = [ProfileField.Industry, ProfileField.BusinessType];

    public int Asked => Known + Missing.Count;

    /// <summary>0 to 1.</summary>
    public decimal Share => (decimal)Known / Asked;

    public static ProfileCompleteness Of(Customer customer)
    {
        var asked = Enum.GetValues<ProfileField>()
            .Where(field => customer.Kind == CustomerKind.Company || !OfFirms.Contains(field))
            .ToList();
        var missing = asked.Where(field => !IsKnown(customer, field)).ToList();
        return new ProfileCompleteness(asked.Count - missing.Count, missing);
    }

    private static bool IsKnown(Customer customer, ProfileField field) => field switch
    {
        ProfileField.Phone => IsText(customer.Phone),
        ProfileField.Email => IsText(customer.Email),
        ProfileField.Owner => customer.OwnerId is not null,
        ProfileField.Region => customer.RegionId is not null,
        ProfileField.Country => IsText(customer.Country),
        ProfileField.City => IsText(customer.City),
        ProfileField.Industry => IsText(customer.Industry),
        ProfileField.BusinessType => IsText(customer.BusinessType),
        ProfileField.Source => customer.SourceId is not null,
        ProfileField.FirstContact => customer.FirstContactOn is not null,
        ProfileField.AnnualSpend => customer.EstimatedAnnualSpend is not null,
    };

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text);
}
