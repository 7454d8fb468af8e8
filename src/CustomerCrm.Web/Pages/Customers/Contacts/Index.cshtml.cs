using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Audit;
using CustomerCrm.Web.Pages.Customers.Card;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Contacts;

/// <summary>Somebody who owned the customer until another took over.</summary>
public sealed record OwnerChange(DateTimeOffset At, string By, long? FromId, long? ToId);

/// <summary>Phones, addresses and people of a customer, whom he belonged to, and what was removed lately with a way back.</summary>
public sealed class IndexModel(CrmDbContext db, CustomerWrites writes, IStringLocalizer<EditTexts> text) : CardPage(db)
{
    private const int MostRemoved = 5;
    private const int MostOwners = 10;
    private const int MostEntries = 100;

    public override string Tab => "Contacts";

    public IReadOnlyList<CustomerPhone> Phones { get; private set; } = [];

    public IReadOnlyList<CustomerAddress> Addresses { get; private set; } = [];

    public IReadOnlyList<Contact> People { get; private set; } = [];

    public IReadOnlyList<RemovedPart> Removed { get; private set; } = [];

    public IReadOnlyList<OwnerChange> Owners { get; private set; } = [];

    private Dictionary<long, string> Names { get; set; } = [];

    public string? NameOf(long? userId) => userId is { } id ? Names.GetValueOrDefault(id) : null;

    public async Task<IActionResult> OnPostRestoreAsync(long id, long entry, CancellationToken cancellation)
    {
        var customer = await Db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (customer is null)
        {
            return NotFound();
        }

        if (!Db.Viewer.MayEdit(customer.OwnerId))
        {
            return Forbid();
        }

        var kept = await Db.AuditEntries.SingleOrDefaultAsync(e => e.Id == entry && e.CustomerId == id, cancellation);
        if (kept is null || RemovedPart.Of(kept) is not { } removed)
        {
            return NotFound();
        }

        await ReadPartsAsync(id, cancellation);
        if (!removed.IsAmong(Phones, Addresses, People))
        {
            Db.Add(removed.Part);
            writes.Touch(customer);
        }

        this.Flash(await writes.SaveAsync(cancellation) is SaveOutcome.Saved ? text["Removed.Back"] : text["Removed.Again"]);
        return RedirectToPage(new { id });
    }

    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        await ReadPartsAsync(id, cancellation);
        var entries = await Db.AuditEntries.AsNoTracking()
            .Where(e => e.CustomerId == id && ((e.Action == "removed" && RemovedPart.Subjects.Contains(e.Subject))
                || (e.Subject == "customer" && e.Action == "changed" && EF.Functions.JsonExists(e.Details!, "ownerId"))))
            .OrderByDescending(e => e.Id)
            .Take(MostEntries)
            .ToListAsync(cancellation);
        Removed = [.. entries.Select(RemovedPart.Of).OfType<RemovedPart>().Where(r => !r.IsAmong(Phones, Addresses, People)).Take(MostRemoved)];
        Owners = [.. entries.SelectMany(OwnersOf).Take(MostOwners)];
        var ids = Owners.SelectMany(o => new[] { o.FromId, o.ToId }).OfType<long>().Distinct().ToList();
        Names = ids.Count == 0 ? [] : await Db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
        return true;
    }

    private static IEnumerable<OwnerChange> OwnersOf(AuditEntry entry) => AuditFields.Read(entry)
        .Where(f => f.Field == "ownerId")
        .Select(f => new OwnerChange(entry.At, entry.UserName, Id(f.Before), Id(f.After)));

    private static long? Id(System.Text.Json.JsonElement value) =>
        value.ValueKind == System.Text.Json.JsonValueKind.Number && value.TryGetInt64(out var id) ? id : null;

    private async Task ReadPartsAsync(long id, CancellationToken cancellation)
    {
        Phones = await Db.CustomerPhones.AsNoTracking().Where(p => p.CustomerId == id).OrderBy(p => p.Id).ToListAsync(cancellation);
        Addresses = await Db.CustomerAddresses.AsNoTracking().Where(a => a.CustomerId == id).OrderBy(a => a.Id).ToListAsync(cancellation);
        People = await Db.Contacts.AsNoTracking().Where(c => c.CustomerId == id).OrderBy(c => c.Id).ToListAsync(cancellation);
    }
}
