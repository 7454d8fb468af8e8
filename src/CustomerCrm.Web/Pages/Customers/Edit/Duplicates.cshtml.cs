using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages.Customers.Edit;

/// <summary>Who may be the customer that is being typed, as a part of his form. Asked by post: what is typed is no address.</summary>
public sealed class DuplicatesModel(CrmDbContext db) : PageModel
{
    [BindProperty]
    public CustomerForm Form { get; set; } = new();

    public IReadOnlyList<Duplicate> Found { get; private set; } = [];

    public async Task OnPostAsync(long? except, CancellationToken cancellation) => Found = await Duplicates.FindAsync(
        db, new(Form.Name, Form.LocalName, Form.Phone, Form.MemberCardNo, Form.Email), except, cancellation);
}
