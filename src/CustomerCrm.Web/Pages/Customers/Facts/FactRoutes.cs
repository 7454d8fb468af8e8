using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>The pages that correct a fact enter a new one too, at an address without its id.</summary>
internal static class FactRoutes
{
    public static void Apply(PageConventionCollection pages)
    {
        pages.AddPageRoute("/Customers/Facts/Order", "/Customers/{id:long}/Orders/New");
        pages.AddPageRoute("/Customers/Facts/Cost", "/Customers/{id:long}/Costs/New");
        pages.AddPageRoute("/Customers/Facts/Survey", "/Customers/{id:long}/Surveys/New");
    }
}
