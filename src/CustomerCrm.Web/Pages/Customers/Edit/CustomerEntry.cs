using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Edit;

/// <summary>Puts what stands in a form, its shape being right, into a customer; what means nothing is told beside its field.</summary>
public sealed class CustomerEntry(CrmDbContext db, TimeProvider clock, IStringLocalizer<EditTexts> text)
{
    private const string Prefix = "Form.";
    private const int MostNamesakes = 5;
    private static readonly char[] TagSeparators = [',', '|', '，', '、', ';', '；'];

    /// <summary>The key of who referred him; null where there is nobody, or nobody this reader may see.</summary>
    public async Task<string?> ReferrerKeyAsync(Customer customer, CancellationToken cancellation) => customer.ReferredById is { } id
        ? await db.Customers.Where(c => c.Id == id).Select(c => c.CustomerKey).SingleOrDefaultAsync(cancellation)
        : null;

    /// <param name="customer">Tracked, with his tags.</param>
    /// <param name="options">What could be chosen.</param>
    /// <param name="mayAssign">Whether the owner is taken from the form.</param>
    /// <returns>Whose facts changed by it, himself and who no longer referred him; null where something was refused.</returns>
    public async Task<IReadOnlyList<long>?> ApplyAsync(
        Customer customer, CustomerForm form, CustomerOptions options, bool mayAssign, ModelStateDictionary state, CancellationToken cancellation)
    {
        var before = CustomerDetails.Of(customer);
        var details = await DetailsAsync(customer, form, options, state, cancellation);
        if (!options.TryOwner(form.OwnerId, out var owner) && mayAssign)
        {
            state.AddModelError(Prefix + nameof(form.OwnerId), text["Entry.NoChoice"]);
        }

        if (details is null || !state.IsValid)
        {
            return null;
        }

        foreach (var error in customer.Change(details, clock.GetUtcNow()))
        {
            state.AddModelError(Prefix + FieldOf(error.Field), text["Fault." + error.Fault]);
        }

        customer.Mark(await TagsAsync(form.Tags, cancellation), clock.GetUtcNow());
        if (mayAssign)
        {
            customer.AssignOwner(owner, clock.GetUtcNow());
        }

        return !state.IsValid ? null
            : before.Facts == details.Facts ? []
            : before.ReferredById is { } old && old != details.ReferredById ? [customer.Id, old]
            : [customer.Id];
    }

    private static string FieldOf(string field) => field == nameof(CustomerDetails.ReferredById) ? nameof(CustomerForm.ReferredBy) : field;

    private async Task<CustomerDetails?> DetailsAsync(
        Customer customer, CustomerForm form, CustomerOptions options, ModelStateDictionary state, CancellationToken cancellation)
    {
        void Refuse(string field) => state.AddModelError(Prefix + field, text["Entry.NoChoice"]);
        if (!options.TryRegion(form.RegionId, out var region))
        {
            Refuse(nameof(form.RegionId));
        }

        if (!options.TrySource(form.SourceId, out var source))
        {
            Refuse(nameof(form.SourceId));
        }

        if (!Enum.GetNames<CustomerKind>().Contains(form.Kind ?? nameof(CustomerKind.Company)))
        {
            Refuse(nameof(form.Kind));
        }

        var referrer = await ReferrerAsync(customer, form, state, cancellation);
        if (!state.IsValid)
        {
            return null;
        }

        TypedText.TryNumber(form.EstimatedAnnualSpend, out var spend);
        TypedText.TryDate(form.FirstContactOn, out var firstContact);
        return new CustomerDetails
        {
            Name = TypedText.Line(form.Name) ?? "",
            Kind = Enum.Parse<CustomerKind>(form.Kind ?? nameof(CustomerKind.Company)),
            LocalName = TypedText.Line(form.LocalName),
            MemberCardNo = TypedText.Line(form.MemberCardNo),
            Phone = TypedText.Line(form.Phone),
            Email = TypedText.Line(form.Email),
            RegionId = region,
            Country = TypedText.Line(form.Country),
            City = TypedText.Line(form.City),
            Industry = TypedText.Line(form.Industry),
            BusinessType = TypedText.Line(form.BusinessType),
            SourceId = source,
            EstimatedAnnualSpend = spend,
            ReferredById = referrer,
            FirstContactOn = firstContact,
        };
    }

    /// <summary>By his key, else by a name that only one of those the reader sees has.</summary>
    private async Task<long?> ReferrerAsync(Customer customer, CustomerForm form, ModelStateDictionary state, CancellationToken cancellation)
    {
        var typed = TypedText.Line(form.ReferredBy);
        if (typed == await ReferrerKeyAsync(customer, cancellation))
        {
            return customer.ReferredById;
        }

        if (typed is null)
        {
            return null;
        }

#pragma warning disable CA1304, CA1311, CA1862 // The database's lower(), as the index has it.
        var found = await db.Customers
            .Where(c => c.CustomerKey == typed || c.Name.ToLower() == typed.ToLower())
            .OrderByDescending(c => c.CustomerKey == typed).ThenBy(c => c.Id)
            .Take(MostNamesakes)
            .Select(c => new { c.Id, c.CustomerKey })
            .ToListAsync(cancellation);
#pragma warning restore CA1304, CA1311, CA1862
        if (found.Count == 1 || (found.Count > 1 && found[0].CustomerKey == typed))
        {
            return found[0].Id;
        }

        state.AddModelError(Prefix + nameof(form.ReferredBy), found.Count == 0
            ? text["Entry.NoReferrer"]
            : text["Entry.Referrers", string.Join(", ", found.Select(f => f.CustomerKey))]);
        return null;
    }

    private async Task<IReadOnlyCollection<Tag>> TagsAsync(string? typed, CancellationToken cancellation)
    {
        var names = (TypedText.Line(typed) ?? "").Split(TagSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return [];
        }

        var known = await db.Tags.Where(t => names.Contains(t.Name)).ToListAsync(cancellation);
        return [.. known, .. names.Except(known.Select(t => t.Name)).Select(name => new Tag { Name = name })];
    }
}
