using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Admin.Users;

/// <summary>Who somebody is and what he may do.</summary>
public sealed class UserForm : EditForm
{
    public const int NameLength = 100;
    public const int EmailLength = 254;

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Role { get; set; }

    /// <summary>Empty for none.</summary>
    public string? Team { get; set; }

    public static UserForm Of(CrmUser user, string? role)
    {
        var form = new UserForm
        {
            Name = user.DisplayName,
            Email = user.Email,
            Role = role,
            Team = user.TeamId?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        form.Remember(user.ConcurrencyStamp ?? "");
        return form;
    }

    public AccountDetails Details() => new(
        TypedText.Line(Name)!, TypedText.Line(Email)!, Role!, long.TryParse(Team, out var team) ? team : null);
}

/// <summary>What the fields of a user are chosen from.</summary>
public sealed record UserChoices(IReadOnlyList<Team> Teams)
{
    public static async Task<UserChoices> ReadAsync(CrmDbContext db, CancellationToken cancellation) =>
        new(await db.Teams.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellation));
}

internal sealed class UserRules : AbstractValidator<UserForm>
{
    public UserRules(IStringLocalizer<Shell> shell, IStringLocalizer<AdminTexts> text)
    {
        RuleFor(f => f.Name).Text(shell, () => text["User.Field.Name"], UserForm.NameLength);
        RuleFor(f => f.Name).Must(n => TypedText.Line(n) is not null).WithMessage(_ => shell["Field.Required", text["User.Field.Name"]]);
        RuleFor(f => f.Email).Text(shell, () => text["User.Field.Email"], UserForm.EmailLength);
        RuleFor(f => f.Email).EmailAddress().WithMessage(_ => text["User.EmailIsNone"]);
        RuleFor(f => f.Email).NotEmpty().WithMessage(_ => shell["Field.Required", text["User.Field.Email"]]);
        RuleFor(f => f.Role).Must(r => Roles.All.Contains(r)).WithMessage(_ => text["User.RoleIsNone"]);
    }
}
