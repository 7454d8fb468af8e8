namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>A page that voids its fact and brings it back.</summary>
public interface IVoidingPage
{
    /// <summary>Null while it counts.</summary>
    DateTimeOffset? VoidedAt { get; }

    /// <summary>The fact's version, as it was read.</summary>
    string? Version { get; }

    /// <summary>Where it is done.</summary>
    string HandlerAddress(string handler);
}
