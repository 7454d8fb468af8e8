using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Tests.Audit;

/// <summary>"Every write says who, when, why": an audit row in the same transaction.</summary>
public sealed class AuditTests : CrmTests
{
    private static readonly Viewer Manager = Viewer.Everything(new Actor(null, "mia@example.com"));

    [Fact]
    public async Task Save_EntityAdded_IsToldAsCreated()
    {
        await Crm.WithDbAsync(
            db =>
            {
                db.Customers.Add(new Customer("C1", "Ann", CustomerKind.Person, Crm.Clock.Now));
                return db.SaveChangesAsync();
            },
            Manager);

        (await Crm.RowAsync("SELECT user_name, action, subject, at::date, details->'name', details->'customerKey' FROM audit_entries"))
            .ShouldBe("mia@example.com|created|customer|2026-06-30|[null, \"Ann\"]|[null, \"C1\"]");
    }

    [Fact]
    public async Task Save_EntityChanged_IsToldWithBeforeAndAfterOfThatFieldAlone()
    {
        var anna = await Crm.AddUserAsync("anna@example.com");
        await Crm.CustomersAsync("C1");
        await Crm.ExecuteAsync("DELETE FROM audit_entries");
        Crm.Clock.GoTo(TestCrm.Today.AddDays(1));

        await Crm.WithDbAsync(
            async db =>
            {
                (await db.Customers.SingleAsync()).AssignOwner(anna, Crm.Clock.Now);
                return await db.SaveChangesAsync();
            },
            Manager);

        (await Crm.RowAsync("SELECT action, subject_id = customer_id::text, details->'ownerId' FROM audit_entries"))
            .ShouldBe($"changed|True|[null, {anna}]");
        (await Crm.RowAsync("SELECT string_agg(k, ' ' ORDER BY k) FROM audit_entries, jsonb_object_keys(details) AS k")).ShouldBe("changedAt ownerId");
    }

    [Fact]
    public async Task Save_EntityRemoved_IsToldWithWhatItWas()
    {
        await Crm.CustomersAsync("C1");
        await Crm.WithDbAsync(async db =>
        {
            db.PinnedTiers.Add(new PinnedTier
            {
                CustomerId = (await db.Customers.SingleAsync()).Id,
                Tier = Tier.Gold,
                FromOn = TestCrm.Today,
                UntilOn = TestCrm.Today,
                Reason = "a promise",
                PinnedBy = "m",
                PinnedAt = Crm.Clock.Now,
            });
            return await db.SaveChangesAsync();
        });
        await Crm.ExecuteAsync("DELETE FROM audit_entries");

        await Crm.WithDbAsync(async db =>
        {
            db.PinnedTiers.Remove(await db.PinnedTiers.SingleAsync());
            return await db.SaveChangesAsync();
        });

        (await Crm.RowAsync("SELECT action, subject, details->'reason', customer_id = (SELECT id FROM customers) FROM audit_entries"))
            .ShouldBe("removed|tier pin|[\"a promise\", null]|True");
    }

    [Fact]
    public async Task Save_NothingChanged_WritesNothing()
    {
        await Crm.CustomersAsync("C1");
        var before = await Crm.FingerprintAsync();

        await Crm.WithDbAsync(async db =>
        {
            (await db.Customers.SingleAsync()).AssignOwner(null, Crm.Clock.Now.AddDays(3));
            return await db.SaveChangesAsync();
        });

        (await Crm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Save_RolledBack_TakesTheAuditWithIt()
    {
        await Crm.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Regions.Add(new Region { Name = "North" });
            await db.SaveChangesAsync();
            (await db.AuditEntries.CountAsync()).ShouldBe(1);
            await transaction.RollbackAsync();
            return 0;
        });

        (await Crm.CountAsync("audit_entries") + await Crm.CountAsync("regions")).ShouldBe(0);
    }

    [Fact]
    public async Task Save_RefusedByTheDatabase_LeavesNoAudit()
    {
        await Crm.CustomersAsync("C1");
        var before = await Crm.CountAsync("audit_entries");

        await Should.ThrowAsync<DbUpdateException>(() => Crm.WithDbAsync(db =>
        {
            db.Customers.Add(new Customer("C1", "Twin", CustomerKind.Person, Crm.Clock.Now));
            return db.SaveChangesAsync();
        }));

        (await Crm.CountAsync("audit_entries")).ShouldBe(before);
    }

    [Fact]
    public async Task Users_MadeAndGivenANewPassword_NeverTellTheirSecrets()
    {
        await Crm.AddUserAsync("anna@example.com", Roles.Admin);
        var first = await Crm.RowAsync("SELECT password_hash, security_stamp, concurrency_stamp FROM users");
        await Crm.WithDbAsync(async db =>
        {
            (await db.Users.SingleAsync()).PasswordHash = "another hash";
            return await db.SaveChangesAsync();
        });

        var told = string.Join('\n', await Crm.RowsAsync("SELECT details FROM audit_entries"));
        told.ShouldContain("\"passwordHash\": [\"***\", \"***\"]");
        told.ShouldNotContain("another hash");
        foreach (var secret in first.Split('|'))
            told.ShouldNotContain(secret);
    }
}
