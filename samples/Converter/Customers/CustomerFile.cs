using CustomerCrm.SampleConverter.Output;

namespace CustomerCrm.SampleConverter.Customers;

internal static class CustomerFile
{
    public static void Write(string path, IEnumerable<CustomerCard> cards)
    {
        using var file = new CsvFile(
            path, "customer_key", "name", "kind", "local_name", "member_card_no", "phone", "email", "region", "country", "city",
            "industry", "business_type", "source", "owner_email", "estimated_annual_spend", "referred_by_key", "first_contact_on",
            "tags");
        foreach (var c in cards)
        {
            file.Row(
                c.Key, c.Name, c.IsPerson ? "person" : "company", c.LocalName, c.MemberCardNo, c.Phone, c.Email, c.Region,
                c.Country, c.City, c.Industry, c.BusinessType, c.Source, c.OwnerEmail, CsvFile.Number(c.EstimatedAnnualSpend),
                c.ReferredByKey, CsvFile.Date(c.FirstContactOn), c.Tags);
        }
    }
}
