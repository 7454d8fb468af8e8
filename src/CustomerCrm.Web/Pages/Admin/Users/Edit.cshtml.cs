using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Admin.Users;

/// <summary>A user: who he is, what he may do, whether he may sign in, a link for a new password.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class EditModel(
    CrmDbContext db, UserAccounts accounts, PasswordLinks links, IValidator<UserForm> rules,
    IStringLocalizer<AdminTexts> text, IStringLocalizer<Shell> shell) : PageModel
{
    [BindProperty]
    public UserForm Form { get; set; } = new();

    public CrmUser Account { get; private set; } = null!;

    public UserChoices Choices { get; private set; } = new([]);

    public ClashView? Clash { get; private set; }

    /// <summary>A link for the password, right after it was made.</summary>
    public string? Link { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        Form = UserForm.Of(Account, await RoleAsync(id, cancellation));
        Link = links.Shown(this);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        Form.Settle();
        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            return Refuse(StatusCodes.Status400BadRequest);
        }

        if (Account.ConcurrencyStamp != Form.Version)
        {
            return await MeetAsync(id, cancellation);
        }

        return await accounts.ChangeAsync(Account, Form.Details(), cancellation) switch
        {
            null => Done(shell["Form.Saved"]),
            AccountFault.Changed => await MeetAsync(id, cancellation),
            AccountFault.Email => Refuse("Form.Email", AccountFault.Email),
            AccountFault.LastAdmin => Refuse("Form.Role", AccountFault.LastAdmin),
            AccountFault.Busy => Refuse("", AccountFault.Busy),
            var fault => throw new InvalidOperationException($"{fault}"),
        };
    }

    public Task<IActionResult> OnPostDisableAsync(long id, CancellationToken cancellation) =>
        ActAsync(id, accounts.DisableAsync, "User.IsDisabled", cancellation);

    public Task<IActionResult> OnPostEnableAsync(long id, CancellationToken cancellation) =>
        ActAsync(id, accounts.EnableAsync, "User.IsEnabled", cancellation);

    public async Task<IActionResult> OnPostLinkAsync(long id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        links.Show(this, await links.OfAsync(Account, cancellation));
        return RedirectToPage();
    }

    private async Task<IActionResult> ActAsync(
        long id, Func<CrmUser, CancellationToken, Task<AccountFault?>> act, string done, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        if (await act(Account, cancellation) is { } fault)
        {
            Form = UserForm.Of(Account, await RoleAsync(id, cancellation));
            return Refuse("", fault);
        }

        return Done(text[done, Account.DisplayName]);
    }

    private RedirectToPageResult Done(string sentence)
    {
        this.Flash(sentence);
        return RedirectToPage();
    }

    private PageResult Refuse(string field, AccountFault fault)
    {
        ModelState.AddModelError(field, text["User.Fault." + fault]);
        return Refuse(StatusCodes.Status400BadRequest);
    }

    private PageResult Refuse(int status)
    {
        Response.StatusCode = status;
        return Page();
    }

    private async Task<PageResult> MeetAsync(long id, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await LoadAsync(id, cancellation);
        var theirs = UserForm.Of(Account, await RoleAsync(id, cancellation));
        Clash = new ClashView(nameof(Form), Form.Meet(theirs), field => text["User.Field." + field], Show);
        ModelState.Clear();
        return Refuse(StatusCodes.Status409Conflict);
    }

    private string? Show(string field, string? value) => field switch
    {
        nameof(UserForm.Role) => shell["Role." + value],
        nameof(UserForm.Team) => Choices.Teams.FirstOrDefault(t => t.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == value)?.Name ?? value,
        _ => value,
    };

    private async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        Choices = await UserChoices.ReadAsync(db, cancellation);
        Account = (await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellation))!;
        return Account is not null;
    }

    private Task<string?> RoleAsync(long id, CancellationToken cancellation) => db.UserRoles
        .Where(r => r.UserId == id)
        .Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name)
        .FirstOrDefaultAsync(cancellation);
}
