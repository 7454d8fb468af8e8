using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace CustomerCrm.Web.Pages.Going;

/// <summary>A page one can go to: the text that names it, its address in the endpoint table and its icon.</summary>
/// <param name="Address">With <c>{id}</c> where a customer belongs.</param>
public sealed record Destination(string Text, string Address, string Icon);

/// <summary>
/// Where a reader may go. The endpoint table says which pages there are, and each page's own policy who may open it: nothing
/// leads nowhere, and rights stand in one place.
/// </summary>
public sealed class Destinations(
    EndpointDataSource endpoints, PageLoader loader, IAuthorizationPolicyProvider policies, IAuthorizationService rights)
{
    private static readonly Destination[] Pages =
    [
        new("Go.Page.Start", "/", "home"),
        new("Go.Page.Customers", "/Customers", "users"),
        new("Go.Page.Dashboard", "/Dashboard", "chart-bar"),
        new("Go.Page.Movements", "/Dashboard/Movements", "trending-up"),
        new("Go.Page.Tiers", "/Tiers", "info-circle"),
        new("Go.Page.Pins", "/Tiers/Pins", "pin"),
        new("Go.Page.HandOvers", "/HandOvers", "users"),
        new("Go.Page.Views", "/Customers/Views", "list"),
        new("Go.Page.Bulk", "/Customers/Bulk", "history"),
        new("Go.Page.Scoring", "/Scoring", "star"),
        new("Go.Page.ScoringDraft", "/Scoring/Draft", "pencil"),
        new("Go.Page.ScoringCompare", "/Scoring/Compare", "star"),
        new("Go.Page.ScoringMatrix", "/Scoring/Matrix", "star"),
        new("Go.Page.Imports", "/Imports", "upload"),
        new("Go.Page.Exports", "/Exports", "download"),
        new("Go.Page.Jobs", "/Jobs", "clock"),
        new("Go.Page.Admin", "/Admin", "settings"),
        new("Go.Page.AdminUsers", "/Admin/Users", "user"),
        new("Go.Page.AdminTeams", "/Admin/Teams", "users"),
        new("Go.Page.AdminFirm", "/Admin/Firm", "building"),
        new("Go.Page.AdminLists", "/Admin/Lists", "tag"),
        new("Go.Page.AdminActivities", "/Admin/Activities", "coin"),
        new("Go.Page.AdminAudit", "/Admin/Audit", "history"),
        new("Go.Page.Profile", "/Account/Profile", "key"),
    ];

    /// <summary>For the customer whose card is open, where he may be changed.</summary>
    private static readonly Destination[] Entries =
    [
        new("Go.Entry.Order", "/Customers/{id}/Orders/New", "plus"),
        new("Go.Entry.Cost", "/Customers/{id}/Costs/New", "plus"),
        new("Go.Entry.Survey", "/Customers/{id}/Surveys/New", "plus"),
        new("Go.Entry.Edit", "/Customers/{id}/Edit", "pencil"),
    ];

    private static readonly Destination NewCustomer = new("Go.Entry.Customer", "/Customers/New", "plus");

    private readonly Lazy<Dictionary<string, Endpoint>> table = new(() => endpoints.Endpoints
        .OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
        .GroupBy(AddressOf, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, Endpoint (group) => group.First(), StringComparer.OrdinalIgnoreCase));

    public Task<IReadOnlyList<Destination>> PagesAsync(ClaimsPrincipal reader) => OpenAsync(reader, Pages);

    /// <param name="ofCustomer">Whether there is a customer to start an entry for.</param>
    public Task<IReadOnlyList<Destination>> EntriesAsync(ClaimsPrincipal reader, bool ofCustomer) =>
        OpenAsync(reader, ofCustomer ? [.. Entries, NewCustomer] : [NewCustomer]);

    private async Task<IReadOnlyList<Destination>> OpenAsync(ClaimsPrincipal reader, Destination[] asked)
    {
        var open = new List<Destination>();
        foreach (var destination in asked)
        {
            if (table.Value.TryGetValue(destination.Address, out var page) && await MayOpenAsync(reader, page))
            {
                open.Add(destination);
            }
        }

        return open;
    }

    /// <summary>
    /// What the page's model demands is known when the page is loaded. The loader keeps what it loads for who opens the page, so it
    /// is given all that the endpoint knows, as routing does.
    /// </summary>
    private async Task<bool> MayOpenAsync(ClaimsPrincipal reader, Endpoint endpoint)
    {
        var page = await loader.LoadAsync(endpoint.Metadata.GetRequiredMetadata<PageActionDescriptor>(), endpoint.Metadata);
        var metadata = (page.Endpoint ?? endpoint).Metadata;
        var policy = await AuthorizationPolicy.CombineAsync(policies, metadata.GetOrderedMetadata<IAuthorizeData>())
            ?? await policies.GetFallbackPolicyAsync();
        return policy is null || (await rights.AuthorizeAsync(reader, policy)).Succeeded;
    }

    private static string AddressOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => "{" + parameter.Name + "}",
            _ => "?",
        }))));
}
