using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Admin.Users;

/// <param name="Role">Null for who has none and therefore sees nothing.</param>
public sealed record UserLine(long Id, string Name, string Email, string? Role, string? Team, bool HasPassword, DateTimeOffset? DisabledAt, int Customers);

/// <summary>Everybody who signs in, by name.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class IndexModel(CrmDbContext db) : PageModel
{
    /// <summary>So many are shown; a search finds the others.</summary>
    public const int Most = 200;

    public string? Search { get; private set; }

    public IReadOnlyList<UserLine> Users { get; private set; } = [];

    public bool AreMore { get; private set; }

    public async Task OnGetAsync(string? q, CancellationToken cancellation)
    {
        Search = Infrastructure.Customers.SearchText.Clean(q);
        var users = db.Users.AsNoTracking();
        if (Search is { } text)
        {
            users = users.WhereAnyContains(text, u => u.DisplayName, u => u.Email);
        }

        var read = await users
            .OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Take(Most + 1)
            .Select(u => new UserLine(
                u.Id,
                u.DisplayName,
                u.Email!,
                db.UserRoles.Where(r => r.UserId == u.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name).FirstOrDefault(),
                u.Team!.Name,
                u.PasswordHash != null,
                u.DisabledAt,
                db.Customers.Count(c => c.OwnerId == u.Id)))
            .ToListAsync(cancellation);
        (Users, AreMore) = (read.Count > Most ? read[..Most] : read, read.Count > Most);
    }
}
