using CustomerCrm.Web.Pages.Customers.Listing;

namespace CustomerCrm.Web.Pages.Customers.Bulk;

/// <summary>The fields of a change to many: beside the list, and again where they were refused.</summary>
/// <param name="Count">How many results the list has; null where that is not known.</param>
public sealed record BulkBar(BulkForm Form, bool MayAssign, FilterOptions Options, int? Count);
