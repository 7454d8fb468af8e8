using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Infrastructure.Portfolio.Tables;
using CustomerCrm.Web.Pages.Customers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>What the dashboard's pages have in common: whose customers, their names, and each table as a file.</summary>
public abstract class BoardModel(BoardFiles files) : PageModel
{
    /// <summary>Names the table wanted as a file.</summary>
    public const string CsvKey = "csv";

    /// <summary>Computes anew.</summary>
    public const string FreshKey = "fresh";

    private static readonly string[] FilterKeys =
        [FilterAddress.OwnerKey, FilterAddress.TeamKey, FilterAddress.RegionKey, FilterAddress.SourceKey];

    /// <summary>The pages, by the tabs between them.</summary>
    public static readonly IReadOnlyList<string> Tabs = ["Index", "Movements", "Groups"];

    /// <summary>As the address says.</summary>
    public CustomerFilter Filter { get; private set; } = CustomerFilter.Everybody;

    public abstract string Tab { get; }

    /// <summary>The moment of the figures, and the rules they were made by.</summary>
    public abstract KeptFigures Kept { get; }

    public abstract IReadOnlyList<NamedChoice> Names { get; }

    /// <summary>Whether the bar is set to anything.</summary>
    public bool IsNarrowed => HasPeriod || FilterKeys.Any(key => Request.Query[key].ToString().Length > 0);

    protected abstract bool HasPeriod { get; }

    /// <summary>The address of another tab for the same customers.</summary>
    public string AddressOf(string tab) => Url.Page("/Dashboards/" + tab, FilterAddress.Write(Filter)) ?? "";

    /// <summary>The address of a table as a file, for the same customers and dates.</summary>
    public static string CsvAddress(HttpRequest request, string table)
    {
        var values = request.Query
            .Where(value => value.Key is not (CsvKey or FreshKey))
            .SelectMany(value => value.Value, (value, one) => KeyValuePair.Create(value.Key, one))
            .Append(KeyValuePair.Create<string, string?>(CsvKey, table));
        return QueryHelpers.AddQueryString(request.PathBase + request.Path, values);
    }

    /// <returns>Whether the address means anything; only what the dashboard can be narrowed by is kept.</returns>
    protected bool ReadFilter()
    {
        if (!ModelState.IsValid || FilterAddress.Read(Request.Query) is not { } read)
        {
            return false;
        }

        Filter = new CustomerFilter { Owner = read.Owner, Team = read.Team, Region = read.Region, Source = read.Source };
        return true;
    }

    /// <summary>The page, or one of its tables as a file.</summary>
    protected async Task<IActionResult> AnswerAsync(string? csv, DateOnly? asOf, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(csv))
        {
            return Page();
        }

        return await files.WriteAsync(Kept, csv, cancellation) is { } bytes
            ? File(bytes, "text/csv; charset=utf-8", $"{Tab switch { "Index" => "dashboard", "Movements" => "movements", _ => "groups" }}-{csv}-{asOf:yyyy-MM-dd}.csv")
            : NotFound();
    }

    /// <summary>By name alone, as it stands in the address.</summary>
    /// <returns>Null where the name is none.</returns>
    protected static TPeriod? Named<TPeriod>(string text)
        where TPeriod : struct, Enum =>
        Enum.GetNames<TPeriod>().Contains(text, StringComparer.Ordinal) ? Enum.Parse<TPeriod>(text) : null;
}
