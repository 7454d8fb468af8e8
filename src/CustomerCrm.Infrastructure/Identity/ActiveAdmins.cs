using CustomerCrm.Infrastructure.Persistence;

namespace CustomerCrm.Infrastructure.Identity;

/// <summary>The admins who can sign in: who may approve, and who must not be the last to go.</summary>
public static class ActiveAdmins
{
    public static IQueryable<CrmUser> Of(CrmDbContext db) =>
        from admin in db.Users
        join held in db.UserRoles on admin.Id equals held.UserId
        join role in db.Roles on held.RoleId equals role.Id
        where role.Name == Roles.Admin && admin.DisabledAt == null
        select admin;
}
