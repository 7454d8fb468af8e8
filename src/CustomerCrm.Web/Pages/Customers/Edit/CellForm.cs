using CustomerCrm.Web.Forms;

namespace CustomerCrm.Web.Pages.Customers.Edit;

/// <summary>One field of a customer where a list shows it.</summary>
/// <param name="Name">The customer's.</param>
public sealed record CellView(long Id, string Name, string Field, string? Text, bool MayEdit)
{
    /// <summary>The reader was just here.</summary>
    public bool HasFocus { get; init; }
}

/// <summary>The field alone, with the version of its customer.</summary>
public sealed class CellForm : EditForm
{
    public string? Value { get; set; }
}
