using System.Globalization;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Audit;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Admin;

/// <summary>Who did what, when: the audit of everything, narrowed as the address says, newest first.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class AuditModel(CrmDbContext db, AuditWords words, FirmSettings firm) : PageModel
{
    public const int PageSize = 50;

    public string? Who { get; private set; }

    public string? Subject { get; private set; }

    public DateOnly? From { get; private set; }

    public DateOnly? To { get; private set; }

    public IReadOnlyList<(AuditLine Line, AuditEntry Entry)> Lines { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Older { get; private set; }

    public bool IsNarrowed => Who is not null || Subject is not null || From is not null || To is not null;

    public async Task<IActionResult> OnGetAsync(string? who, string? subject, string? from, string? to, string? before, CancellationToken cancellation)
    {
        if (!TypedText.TryDate(from, out var first) || !TypedText.TryDate(to, out var last) || !TryId(before, out var place)
            || (!string.IsNullOrEmpty(subject) && !AuditWords.Knows(subject)))
        {
            return NotFound();
        }

        (Who, Subject, From, To) = (SearchText.Clean(who), string.IsNullOrEmpty(subject) ? null : subject, first, last);
        var read = await Entries(place).OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(cancellation);
        var page = read.Count > PageSize ? read[..PageSize] : read;
        Older = read.Count > PageSize ? page[^1].Id : null;
        var names = await AuditNamesReader.ReadAsync(db, page, cancellation);
        Lines = [.. page.Select(entry => (words.Tell(entry, names), entry))];
        return Page();
    }

    /// <summary>The chosen filter as it stands in the address.</summary>
    public Dictionary<string, string?> Query(long before) => new()
    {
        ["who"] = Who,
        ["subject"] = Subject,
        ["from"] = TypedText.Of(From),
        ["to"] = TypedText.Of(To),
        ["before"] = before.ToString(CultureInfo.InvariantCulture),
    };

    private static bool TryId(string? text, out long? id)
    {
        id = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        return id is not null || string.IsNullOrEmpty(text);
    }

    private IQueryable<AuditEntry> Entries(long? before)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (before is { } id)
        {
            entries = entries.Where(e => e.Id < id);
        }

        if (Who is { } who)
        {
            entries = entries.WhereAnyContains(who, e => e.UserName);
        }

        if (Subject is { } subject)
        {
            entries = entries.Where(e => e.Subject == subject);
        }

        if (From is { } from)
        {
            var start = StartOf(from);
            entries = entries.Where(e => e.At >= start);
        }

        if (To is { } to)
        {
            var end = StartOf(to.AddDays(1));
            entries = entries.Where(e => e.At < end);
        }

        return entries;
    }

    /// <summary>The firm's midnight.</summary>
    private DateTimeOffset StartOf(DateOnly date) =>
        FirmCalendar.StartOf(date, TimeZoneInfo.FindSystemTimeZoneById(firm.Current.TimeZone));
}
