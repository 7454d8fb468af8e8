using System.Globalization;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Scoring.Previewing;
using CustomerCrm.Web.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring.Compare;

/// <summary>What an address asks to be compared: versions by number, or the draft; and as of when.</summary>
/// <param name="One">The rules customers come from.</param>
/// <param name="Other">The rules they would stand under.</param>
/// <param name="AsOf">As typed; null or empty for the date of the current scores.</param>
public sealed record CompareQuery(string? One, string? Other, string? AsOf)
{
    public const string Draft = "draft";

    /// <summary>Null where it is none.</summary>
    public DateOnly? Date =>
        DateOnly.TryParseExact(AsOf?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The sides that are not named: the version in force, and the one before it; the draft where there is none before.</summary>
    public CompareQuery WithDefaults(int inForce) => (One, Other) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => this,
        ({ Length: > 0 } one, _) => this with { Other = one == Key(inForce) ? Draft : Key(inForce) },
        (_, { Length: > 0 } other) => this with { One = other != Key(inForce) ? Key(inForce) : inForce > 1 ? Key(inForce - 1) : Draft },
        _ => inForce > 1 ? this with { One = Key(inForce - 1), Other = Key(inForce) } : this with { One = Key(inForce), Other = Draft },
    };

    /// <summary>What both sides are; null where one of them is no version.</summary>
    public async Task<PreviewSides?> FindAsync(CrmDbContext db, int inForce, IStringLocalizer<PreviewTexts> text, CancellationToken cancellation)
    {
        var numbers = new[] { One, Other }.Select(Number).OfType<int>().ToList();
        var versions = await db.PolicyVersions.AsNoTracking().Where(v => numbers.Contains(v.Number)).ToDictionaryAsync(v => v.Number, cancellation);
        var draft = One == Draft || Other == Draft ? await db.PolicyDrafts.AsNoTracking().SingleAsync(cancellation) : null;
        PreviewSide? Side(string? key) => key == Draft ? new PreviewSide(text["Compare.Draft"], inForce + 1, draft!.Content, IsDraft: true)
            : Number(key) is { } number && versions.TryGetValue(number, out var version) ? new PreviewSide(text["Compare.Version", number], number, version.Content)
            : null;
        return (Side(One), Side(Other)) is ({ } before, { } after) ? new PreviewSides(before, after) : null;
    }

    private static int? Number(string? key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
