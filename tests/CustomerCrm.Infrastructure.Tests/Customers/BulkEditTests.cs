using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Customers.Bulk;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Tests.Jobs;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Customers;

/// <summary>Many customers changed at once and taken back: whose, how often, and what somebody did in between.</summary>
public sealed class BulkEditTests : CrmTests
{
    private long _ann;
    private long _ben;
    private Viewer _manager = null!;
    private Viewer _rep = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _ann = await Crm.AddUserAsync("ann@firm.example");
        _ben = await Crm.AddUserAsync("ben@firm.example");
        _manager = Viewer.Everything(new Actor(await Crm.AddUserAsync("max@firm.example", Roles.Manager), "Max"));
        _rep = Viewer.Everything(new Actor(_ann, "Ann")) with { EditsOwnOnly = true };
        await Crm.CustomersAsync("A", "B", "C", "D");
        await Crm.BuyerAsync("E", 3, 100, TestCrm.Today.AddDays(-3));
        await Crm.ExecuteAsync($"UPDATE customers SET owner_id = {_ann} WHERE customer_key IN ('A', 'B')");
        await Crm.RecomputeAsync(TestCrm.Today);
    }

    [Fact]
    public async Task Assign_AllOfAFilter_ChangesThoseAndTellsEach()
    {
        var id = await PreparedAsync(_manager, e => e.AssignAsync(All(new CustomerFilter { Owner = Choice.None }), _ben, "", default));
        (await OwnersAsync()).ShouldBe($"A={_ann} B={_ann} C= D= E=");

        await ConfirmAsync(_manager, id);

        (await OwnersAsync()).ShouldBe($"A={_ann} B={_ann} C={_ben} D={_ben} E={_ben}");
        (await Crm.CountAsync("audit_entries WHERE action = 'changed' AND subject = 'customer' AND customer_id IS NOT NULL AND user_name = 'Max'")).ShouldBe(3);
        (await Crm.CountAsync("audit_entries WHERE subject = 'bulk edit'")).ShouldBe(1);
        (await Crm.RowAsync("SELECT details->'bulkEdit'->1, details->'ownerId'->0 FROM audit_entries WHERE customer_id = 3")).ShouldBe($"{id}|null");
    }

    [Fact]
    public async Task Assign_ARep_IsRefusedAndNothingIsKept()
    {
        var before = await Crm.FingerprintAsync();

        (await WithAsync(_rep, e => e.AssignAsync(All(CustomerFilter.Everybody), _ann, "", default))).ShouldBeOfType<BulkAnswer.NotAllowed>();

        (await Crm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Assign_DisabledUser_IsNobody()
    {
        await Crm.ExecuteAsync($"UPDATE users SET disabled_at = now() WHERE id = {_ben}");

        (await WithAsync(_manager, e => e.AssignAsync(All(CustomerFilter.Everybody), _ben, "", default))).ShouldBeOfType<BulkAnswer.NoSuchOwner>();
        (await Crm.CountAsync("bulk_edits")).ShouldBe(0);
    }

    [Fact]
    public async Task Mark_ARepOverEverybody_ChangesHisOwnAndCountsTheRest()
    {
        var id = await PreparedAsync(_rep, e => e.MarkAsync(All(CustomerFilter.Everybody), "fair", true, "", default));
        var change = await ChangeAsync(id);
        (change.Chosen, change.NotTheirs, change.Already).ShouldBe((5, 3, 0));
        (await Crm.CountAsync("tags")).ShouldBe(0);

        await ConfirmAsync(_rep, id);

        (await TaggedAsync()).ShouldBe("A B");
    }

    [Fact]
    public async Task Mark_OnesTheFilterHides_AreNotReached()
    {
        var narrow = new Viewer(false, [_ann], new Actor(_ann, "Ann")) { EditsOwnOnly = true };
        var ids = await Crm.RowsAsync("SELECT id FROM customers");

        var id = await PreparedAsync(narrow, e => e.MarkAsync(new BulkSelection(null, [.. ids.Select(long.Parse)]), "fair", true, "", default));

        (await ChangeAsync(id)).Chosen.ShouldBe(2);
    }

    [Fact]
    public async Task Confirm_SomebodyElse_IsRefused()
    {
        var id = await PreparedAsync(_manager, e => e.MarkAsync(All(CustomerFilter.Everybody), "fair", true, "", default));

        (await WithAsync(_rep, e => e.ConfirmAsync(id, default))).ShouldBeFalse();
        (await WithAsync(_manager with { Actor = new Actor(_ben, "Ben") }, e => e.ConfirmAsync(id, default))).ShouldBeFalse();
        (await TaggedAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Confirm_HandedOnSinceAsked_AreLeft()
    {
        var id = await PreparedAsync(_rep, e => e.MarkAsync(All(CustomerFilter.Everybody), "fair", true, "", default));
        await Crm.ExecuteAsync($"UPDATE customers SET owner_id = {_ben} WHERE customer_key = 'A'");

        await ConfirmAsync(_rep, id);

        (await TaggedAsync()).ShouldBe("B");
        (await Crm.CountAsync("bulk_edit_rows")).ShouldBe(1);
    }

    [Fact]
    public async Task Confirm_ArchivedSinceAsked_IsLeftAndCounted()
    {
        var id = await PreparedAsync(_manager, e => e.AssignAsync(All(CustomerFilter.Everybody), _ben, "", default));
        await Crm.ExecuteAsync("UPDATE customers SET archived_at = now() WHERE customer_key = 'C'");

        await ConfirmAsync(_manager, id);

        (await ChangeAsync(id)).LeftOut.ShouldBe(1);
        (await OwnersAsync()).ShouldBe($"A={_ben} B={_ben} C= D={_ben} E={_ben}");
    }

    [Fact]
    public async Task Apply_Again_AppliesOnce()
    {
        var id = await PreparedAsync(_manager, e => e.AssignAsync(All(CustomerFilter.Everybody), _ben, "", default));
        await ConfirmAsync(_manager, id);
        await Crm.ExecuteAsync("UPDATE customers SET owner_id = NULL");
        var before = await Crm.FingerprintAsync();

        var run = Crm.Services.GetRequiredService<BulkEditRun>();
        (await run.ApplyAsync(id, _manager.Actor, new(), default)).Number("customers").ShouldBe(5);
        (await WithAsync(_manager, e => e.ConfirmAsync(id, default))).ShouldBeFalse();

        (await Crm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Undo_PartlyChangedSince_GivesBackTheRestAndNamesThem()
    {
        var id = await PreparedAsync(_manager, e => e.AssignAsync(All(CustomerFilter.Everybody), _ben, "", default));
        await ConfirmAsync(_manager, id);
        await HandAsync("A", null);
        await HandAsync("B", _ann);
        await HandAsync("B", _ben);

        (await WithAsync(_manager, e => e.UndoAsync(id, default))).ShouldBeTrue();

        (await OwnersAsync()).ShouldBe($"A= B={_ben} C= D= E=");
        var undo = (await ChangeAsync(id)).Undo!;
        (undo.Given, undo.ChangedSince, undo.NotTheirs).ShouldBe((3, 2, 0));
        undo.First.Count.ShouldBe(2);
        (await WithAsync(_manager, e => e.UndoAsync(id, default))).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Undo_OfTags_LeavesWhoWasMarkedOrUnmarkedSince(bool isSet)
    {
        if (!isSet)
            await ConfirmAsync(_manager, await PreparedAsync(_manager, e => e.MarkAsync(All(CustomerFilter.Everybody), "fair", true, "", default)));
        var id = await PreparedAsync(_manager, e => e.MarkAsync(All(CustomerFilter.Everybody), "fair", isSet, "", default));
        await ConfirmAsync(_manager, id);
        (await TaggedAsync()).ShouldBe(isSet ? "A B C D E" : "");
        await TagAsync("A", !isSet);
        await TagAsync("B", !isSet);
        await TagAsync("B", isSet);

        await WithAsync(_manager, e => e.UndoAsync(id, default));

        (await TaggedAsync()).ShouldBe(isSet ? "B" : "A C D E");
        (await ChangeAsync(id)).Undo!.ChangedSince.ShouldBe(2);
    }

    [Fact]
    public async Task Undo_OfSomebodyElses_IsForWhoSeesAndEditsAll()
    {
        var id = await PreparedAsync(_rep, e => e.MarkAsync(All(CustomerFilter.Everybody), "fair", true, "", default));
        await ConfirmAsync(_rep, id);

        (await WithAsync(_rep with { Actor = new Actor(_ben, "Ben") }, e => e.UndoAsync(id, default))).ShouldBeFalse();
        (await WithAsync(new Viewer(false, [_ann], new Actor(_ben, "Ben")), e => e.UndoAsync(id, default))).ShouldBeFalse();
        (await TaggedAsync()).ShouldBe("A B");
        (await WithAsync(_manager, e => e.UndoAsync(id, default))).ShouldBeTrue();
        (await TaggedAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Assign_ImportedCustomers_AreNoLongerTheImports()
    {
        var import = await Crm.ScalarAsync<long>("SELECT import_id FROM customers WHERE customer_key = 'C'");

        await ConfirmAsync(_manager, await PreparedAsync(_manager, e => e.AssignAsync(All(CustomerFilter.Everybody), _ben, "", default)));

        (await Crm.CountAsync("customers WHERE import_id IS NOT NULL")).ShouldBe(0);
        (await Crm.CountAsync($"import_hand_edits WHERE import_id = {import} AND subject = 'customers'")).ShouldBe(4);
    }

    [Fact]
    public async Task Job_OfMany_IsDoneOnceByTheNodeThatHoldsIt()
    {
        var keys = Enumerable.Range(0, BulkEdits.MostAtOnce + 5).Select(n => $"M{n}").ToArray();
        await Crm.CustomersAsync(keys);
        await Crm.ExecuteAsync("UPDATE customers SET owner_id = NULL");
        await Crm.RecomputeAsync(TestCrm.Today);
        var id = await PreparedAsync(_manager, e => e.AssignAsync(All(CustomerFilter.Everybody), _ben, "", default));
        await ConfirmAsync(_manager, id);
        await WithAsync(_manager, e => e.ConfirmAsync(id, default));
        (await Crm.CountAsync("customers WHERE owner_id IS NOT NULL")).ShouldBe(0);
        (await Crm.CountAsync("jobs WHERE kind = 7")).ShouldBe(1);
        var node = new Node(Crm);
        var job = (await node.ClaimAsync())!;
        await Crm.ExecuteAsync("UPDATE jobs SET lease_token = gen_random_uuid()");

        await node.RunAsync(job);
        (await Crm.CountAsync("customers WHERE owner_id IS NOT NULL")).ShouldBe(0);

        await Crm.ExecuteAsync("UPDATE jobs SET lease_until = now() - interval '1 hour'");
        await node.RoundAsync();

        (await Crm.CountAsync($"customers WHERE owner_id = {_ben}")).ShouldBe(keys.Length + 5);
        (await Crm.CountAsync("audit_entries WHERE details ? 'bulkEdit'")).ShouldBe(keys.Length + 5);
        (await Crm.RowAsync("SELECT state, steps_done, steps_total FROM jobs WHERE kind = 7")).ShouldBe($"3|{keys.Length + 5}|{keys.Length + 5}");
    }

    private static BulkSelection All(CustomerFilter filter) => new(filter, []);

    private async Task<T> WithAsync<T>(Viewer viewer, Func<BulkEdits, Task<T>> work)
    {
        await using var scope = Crm.Scope(viewer);
        return await work(scope.ServiceProvider.GetRequiredService<BulkEdits>());
    }

    private async Task<long> PreparedAsync(Viewer viewer, Func<BulkEdits, Task<BulkAnswer>> work) =>
        (await WithAsync(viewer, work)).ShouldBeOfType<BulkAnswer.Prepared>().Id;

    private async Task ConfirmAsync(Viewer viewer, long id) => (await WithAsync(viewer, e => e.ConfirmAsync(id, default))).ShouldBeTrue();

    private Task<BulkChange> ChangeAsync(long id) =>
        Crm.WithDbAsync(async db => BulkChange.Of(await db.BulkEdits.SingleAsync(e => e.Id == id)));

    private Task<SaveOutcome> EditAsync(string key, Func<CrmDbContext, Domain.Customers.Customer, Task> edit) => Crm.WithDbAsync(async db =>
    {
        var customer = await db.Customers.Include(c => c.Tags).SingleAsync(c => c.CustomerKey == key);
        await edit(db, customer);
        return await new CustomerWrites(db, Crm.Clock).SaveAsync(default);
    });

    private Task<SaveOutcome> HandAsync(string key, long? owner) => EditAsync(key, (_, customer) =>
    {
        customer.AssignOwner(owner, Crm.Clock.GetUtcNow());
        return Task.CompletedTask;
    });

    private Task<SaveOutcome> TagAsync(string key, bool isSet) => EditAsync(key, async (db, customer) =>
    {
        var tag = await db.Tags.SingleAsync();
        if (isSet)
            customer.Tags.Add(tag);
        else
            customer.Tags.Remove(tag);
    });

    private async Task<string> OwnersAsync() =>
        string.Join(' ', await Crm.RowsAsync("SELECT customer_key || '=' || coalesce(owner_id::text, '') FROM customers ORDER BY customer_key"));

    private async Task<string> TaggedAsync() => string.Join(' ', await Crm.RowsAsync(
        "SELECT customer_key FROM customers c JOIN customer_tags t ON t.customer_id = c.id ORDER BY customer_key"));
}
