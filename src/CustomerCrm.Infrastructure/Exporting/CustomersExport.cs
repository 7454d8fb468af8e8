using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>customers.csv: a row a customer, those that are archived too, since facts hang on them.</summary>
internal static class CustomersExport
{
    private static readonly (string Name, Func<Row, string> Cell)[] Columns =
    [
        ("customer_key", r => Cell.Text(r.Customer.CustomerKey)),
        ("name", r => Cell.Text(r.Customer.Name)),
        ("kind", r => r.Customer.Kind == CustomerKind.Person ? "person" : "company"),
        ("local_name", r => Cell.Text(r.Customer.LocalName)),
        ("member_card_no", r => Cell.Text(r.Customer.MemberCardNo)),
        ("phone", r => Cell.Text(r.Customer.Phone)),
        ("email", r => Cell.Text(r.Customer.Email)),
        ("region", r => Cell.Text(r.Region)),
        ("country", r => Cell.Text(r.Customer.Country)),
        ("city", r => Cell.Text(r.Customer.City)),
        ("industry", r => Cell.Text(r.Customer.Industry)),
        ("business_type", r => Cell.Text(r.Customer.BusinessType)),
        ("source", r => Cell.Text(r.Source)),
        ("owner_email", r => Cell.Text(r.OwnerEmail)),
        ("estimated_annual_spend", r => Cell.Money(r.Customer.EstimatedAnnualSpend)),
        ("referred_by_key", r => Cell.Text(r.ReferrerKey)),
        ("first_contact_on", r => Cell.Date(r.Customer.FirstContactOn)),
        ("tags", r => Cell.Text(string.Join('|', r.Tags))),
    ];

    public static CsvTable Of(CrmDbContext db)
    {
        // The referrer passes the row filter too: whom the reader may not see is not named.
        var rows =
            from customer in db.Customers.AsNoTracking()
            join user in db.Users on customer.OwnerId equals user.Id into owners
            from owner in owners.DefaultIfEmpty()
            join other in db.Customers on customer.ReferredById equals other.Id into referrers
            from referrer in referrers.DefaultIfEmpty()
            orderby customer.CustomerKey
            select new Row(
                customer,
                customer.Region!.Name,
                customer.Source!.Name,
                owner!.Email,
                referrer!.CustomerKey,
                customer.Tags.OrderBy(t => EF.Functions.Collate(t.Name, "C")).Select(t => t.Name).ToList());
        return CsvTable.Of(Columns, rows.AsAsyncEnumerable());
    }

    private sealed record Row(
        Customer Customer, string? Region, string? Source, string? OwnerEmail, string? ReferrerKey, IReadOnlyList<string> Tags);
}
