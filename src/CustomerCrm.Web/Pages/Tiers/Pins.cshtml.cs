using System.Globalization;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Exporting.Sending;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Pages.Exports;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Tiers;

/// <summary>Every override of a shown tier by its end, so that none ends, or stays, without somebody meaning it.</summary>
[Authorize(Policy = Policies.Managers)]
public sealed class PinsModel(
    CrmDbContext db, FirmSettings firm, ListExporter exporter, TimeProvider clock, IStringLocalizer<StartTexts> text,
    IStringLocalizer<Glossary> glossary, IStringLocalizer<FileTexts> files) : PageModel
{
    private const int PageSize = 50;

    private static readonly (string Name, PinsShown Shown)[] Names = [("", PinsShown.InForce), ("soon", PinsShown.Soon), ("past", PinsShown.Past)];

    /// <summary>Which pins, as the address says it; null for those in force.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public PinsShown Shown { get; private set; }

    public DateOnly Today => firm.Current.TodayAt(clock.GetUtcNow());

    public IReadOnlyList<PinLine> Lines { get; private set; } = [];

    /// <summary>Pins in force, and of them those that end soon.</summary>
    public (int InForce, int Soon) Counts { get; private set; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    /// <param name="after">The line the page before ended with: its last day and id, joined by a point.</param>
    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken cancellation)
    {
        (DateOnly, long)? place = null;
        if (!TryShown() || (!string.IsNullOrEmpty(after) && (place = Place(after)) is null))
        {
            return NotFound();
        }

        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var soon = Today.AddDays(Pins.SoonDays);
        var counts = await Pins.Of(db, PinsShown.InForce, Today)
            .GroupBy(_ => 1)
            .Select(all => new { All = all.Count(), Soon = all.Count(p => p.UntilOn <= soon) })
            .SingleOrDefaultAsync(cancellation);
        Counts = (counts?.All ?? 0, counts?.Soon ?? 0);
        var lines = await Pins.Lines(db, Shown, Today, place).Take(PageSize + 1).ToListAsync(cancellation);
        Lines = lines.Count > PageSize ? lines[..PageSize] : lines;
        Next = lines.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{Lines[^1].UntilOn:yyyy-MM-dd}.{Lines[^1].Id}") : null;
        IsFirst = place is null;
        return Page();
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellation)
    {
        if (!TryShown())
        {
            return NotFound();
        }

        await exporter.SendAsync(
            "tier pins", Shown == PinsShown.InForce ? null : "show=" + Show,
            [
                (text["Pins.Key"], p => Cell.Text(p.CustomerKey)),
                (text["Pins.Customer"], p => Cell.Text(p.Name)),
                (files["Column.LocalName"], p => Cell.Text(p.LocalName)),
                (text["Pins.Pinned"], p => glossary["Tier." + p.Tier]),
                (text["Pins.Computed"], p => p.Computed is { } tier ? glossary["Tier." + tier] : ""),
                (text["Pins.From"], p => Cell.Date(p.FromOn)),
                (text["Pins.Until"], p => Cell.Date(p.UntilOn)),
                (text["Pins.By"], p => Cell.Text(p.PinnedBy)),
                (text["Pins.Why"], p => Cell.Text(p.Reason)),
            ],
            Pins.Lines(db, Shown, Today).AsAsyncEnumerable(), SentFile.Open(Response, "tier-pins"), cancellation);
        return new EmptyResult();
    }

    /// <summary>Days to a pin's end, its last day counted as one.</summary>
    public int DaysLeft(PinLine line) => line.UntilOn.DayNumber - Today.DayNumber + 1;

    private bool TryShown()
    {
        var found = Array.FindIndex(Names, n => n.Name == (Show ?? ""));
        Shown = found < 0 ? default : Names[found].Shown;
        return found >= 0;
    }

    private static (DateOnly, long)? Place(string text) =>
        text.Split('.') is [var date, var id]
        && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            ? (until, i)
            : null;
}
