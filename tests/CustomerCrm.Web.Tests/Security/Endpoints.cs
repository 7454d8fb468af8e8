using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Security;

/// <summary>Every address the application answers, read from its own table.</summary>
internal static class Endpoints
{
    /// <summary>The short list beside <see cref="AnonymousPages"/>.</summary>
    public static readonly string[] OpenAddresses = ["/health/live", "/health/ready"];

    public static IReadOnlyList<RouteEndpoint> All(CrmFactory crm) =>
    [
        .. crm.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null),
    ];

    public static bool IsOpen(RouteEndpoint endpoint) =>
        OpenAddresses.Contains(AddressOf(endpoint)) || AnonymousPages.All.Contains(endpoint.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath);

    /// <summary>Its address with 1 for every id.</summary>
    public static string AddressOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "1"))));
}
