using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Edit;

/// <summary>What a form for a customer asks of the house.</summary>
public sealed class CustomerFormTools(
    CrmDbContext db, CustomerWrites writes, CustomerEntry entry, IValidator<CustomerForm> rules, IStringLocalizer<EditTexts> text)
{
    public CrmDbContext Db => db;

    public CustomerWrites Writes => writes;

    public CustomerEntry Entry => entry;

    public IValidator<CustomerForm> Rules => rules;

    public IStringLocalizer<EditTexts> Text => text;
}

/// <summary>What the forms for a new and for a known customer have in common.</summary>
public abstract class CustomerFormPage(CustomerFormTools tools) : PageModel
{
    [BindProperty]
    public CustomerForm Form { get; set; } = new();

    public CustomerOptions Options { get; protected set; } = CustomerOptions.None;

    /// <summary>Customers who may be the same.</summary>
    public IReadOnlyList<Duplicate> Duplicates { get; protected set; } = [];

    /// <summary>Owners are given by managers.</summary>
    public bool MayAssign => !tools.Db.Viewer.EditsOwnOnly;

    /// <summary>The customer himself, for who looks for others like him.</summary>
    public virtual long? CustomerId => null;

    public abstract bool IsNew { get; }

    /// <summary>The field a link led to.</summary>
    public string? Focus => Request.Query["focus"].ToString() is { Length: > 0 } asked ? asked : IsNew ? nameof(CustomerForm.Name) : null;

    /// <summary>Whether somebody may leave the customer to nobody: who sees but his team would not see him again.</summary>
    public bool MayLeaveOwnerless => tools.Db.Viewer.SeesAll;

    protected CustomerFormTools Tools => tools;

    protected async Task<IActionResult> ShowAgainAsync(int status, CancellationToken cancellation)
    {
        Duplicates = await FindDuplicatesAsync(cancellation);
        Response.StatusCode = status;
        return Page();
    }

    protected Task<IReadOnlyList<Duplicate>> FindDuplicatesAsync(CancellationToken cancellation) =>
        Infrastructure.Customers.Duplicates.FindAsync(
            tools.Db, new(Form.Name, Form.LocalName, Form.Phone, Form.MemberCardNo, Form.Email), CustomerId, cancellation);

    /// <summary>What a reader is told when it is saved: that, and where the tier went by it.</summary>
    protected string Said(string sentence, string name, ScoreMove? move, IStringLocalizer<Glossary> glossary) =>
        move is { Before.Tier: var from, After.Tier: var to } && from != to
            ? $"{tools.Text[sentence, name]} {tools.Text["Saved.Tier", glossary["Tier." + from], glossary["Tier." + to]]}"
            : tools.Text[sentence, name];

    /// <summary>For whoever does not assign, the owner stays whatever was sent.</summary>
    protected void KeepOwner(Customer customer)
    {
        if (!MayAssign)
        {
            Form.OwnerId = CustomerForm.Id(customer.OwnerId);
        }
    }
}
