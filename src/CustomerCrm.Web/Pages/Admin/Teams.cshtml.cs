using CustomerCrm.Infrastructure.Customers.Lists;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
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

namespace CustomerCrm.Web.Pages.Admin;

public sealed record TeamLine(long Id, string Name, IReadOnlyList<string> Members);

/// <summary>Who works under one manager; what managers see may be their team's customers alone.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class TeamsModel(CrmDbContext db, IValidator<NameForm> rules, IStringLocalizer<AdminTexts> text) : PageModel
{
    /// <summary>More teams are not listed.</summary>
    public const int Most = 200;

    [BindProperty]
    public NameForm Form { get; set; } = new();

    public IReadOnlyList<TeamLine> Teams { get; private set; } = [];

    /// <summary>The team whose form was refused; 0 for a new one.</summary>
    public long? Refused { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation) => Teams = await db.Teams.AsNoTracking()
        .OrderBy(t => t.Name)
        .Take(Most)
        .Select(t => new TeamLine(
            t.Id, t.Name, db.Users.Where(u => u.TeamId == t.Id).OrderBy(u => u.DisplayName).Select(u => u.DisplayName).ToList()))
        .ToListAsync(cancellation);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellation) =>
        await IsFreeAsync(0, cancellation) ? await SaveAsync(new Team { Name = Form.CleanName! }, "Lists.Added", cancellation) : await RefuseAsync(0, cancellation);

    public async Task<IActionResult> OnPostRenameAsync(long id, CancellationToken cancellation)
    {
        if (await db.Teams.FindAsync([id], cancellation) is not { } team)
        {
            return NotFound();
        }

        if (!await IsFreeAsync(id, cancellation))
        {
            return await RefuseAsync(id, cancellation);
        }

        team.Name = Form.CleanName!;
        return await SaveAsync(team, "Team.Renamed", cancellation);
    }

    /// <summary>Its members stay, without a team.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(long id, CancellationToken cancellation)
    {
        if (await db.Teams.FindAsync([id], cancellation) is not { } team)
        {
            return NotFound();
        }

        // Loaded, so that the audit tells of each who lost his team.
        await db.Users.Where(u => u.TeamId == id).LoadAsync(cancellation);
        db.Remove(team);
        Form.Name = team.Name;
        return await SaveAsync(null, "Lists.Removed", cancellation);
    }

    private async Task<bool> IsFreeAsync(long id, CancellationToken cancellation)
    {
        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            return false;
        }

        var name = Form.CleanName;
        if (await db.Teams.AnyAsync(t => t.Name == name && t.Id != id, cancellation))
        {
            ModelState.AddModelError("Form.Name", text["Lists.Fault.NameTaken"]);
        }

        return ModelState.IsValid;
    }

    private async Task<IActionResult> SaveAsync(Team? team, string done, CancellationToken cancellation)
    {
        var id = team?.Id ?? 0;
        if (team is { Id: 0 })
        {
            db.Add(team);
        }

        if (await db.TrySaveAsync(cancellation) is { } fault)
        {
            ModelState.AddModelError("Form.Name", text["Lists.Fault." + (fault switch
            {
                SaveFault.Taken => ValueFault.NameTaken,
                SaveFault.Changed => ValueFault.Gone,
                SaveFault.Dangling or SaveFault.Busy => ValueFault.Busy,
            })]);
            return await RefuseAsync(fault == SaveFault.Changed ? 0 : id, cancellation);
        }

        this.Flash(text[done, Form.CleanName ?? ""]);
        return RedirectToPage();
    }

    private async Task<PageResult> RefuseAsync(long id, CancellationToken cancellation)
    {
        Refused = id;
        await OnGetAsync(cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
