using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerCrm.Web.Tests.Admin;

/// <summary>Two admins enter the same at the same moment: who comes second is told beside the field, as if the other had been there before.</summary>
public sealed class RacesTests : IAsyncLifetime
{
    private const string There = "The name is there already.";

    private CrmFactory _crm = null!;
    private CrmBrowser _admin = null!;

    public async Task InitializeAsync()
    {
        _crm = await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30"));
        _admin = await _crm.SignedInAsync(Roles.Admin);
        await ExecuteAsync("""
            INSERT INTO regions (name) VALUES ('Old'), ('Loose');
            INSERT INTO teams (name) VALUES ('Old');
            INSERT INTO cost_activities (id, name, unit) VALUES (500, 'Travel', 'km');
            """);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _crm.DisposeAsync();
    }

    [Theory]
    [InlineData("/Admin/Lists/Regions", "form[action*=Add]", "Form.Name=Twin", "INSERT INTO regions (name) VALUES ('Twin')", "#new-error", There)]
    [InlineData("/Admin/Lists/Sources", "form[action*=Add]", "Form.Name=Twin", "INSERT INTO sources (name) VALUES ('Twin')", "#new-error", There)]
    [InlineData("/Admin/Lists/Tags", "form[action*=Add]", "Form.Name=Twin", "INSERT INTO tags (name) VALUES ('Twin')", "#new-error", There)]
    [InlineData("/Admin/Lists/Regions", "tr[data-value=Old] form[action*=Rename]", "Form.Name=Twin", "INSERT INTO regions (name) VALUES ('Twin')", "tr[data-value=Old] .field-error", There)]
    [InlineData("/Admin/Teams", "form[action*=Add]", "Form.Name=Twin", "INSERT INTO teams (name) VALUES ('Twin')", "#new-error", There)]
    [InlineData("/Admin/Teams", "form[action*=Rename]", "Form.Name=Twin", "INSERT INTO teams (name) VALUES ('Twin')", "[data-team] .field-error", There)]
    [InlineData("/Admin/Activities", "main form", "Form.Name=Twin&Form.Unit=km", "INSERT INTO cost_activities (name, unit) VALUES ('Twin', 'km')", "#Form_Name-error", "Another activity has this name.")]
    [InlineData(
        "/Admin/Users/New", "main form", "Form.Email=twin@firm.example&Form.Name=Twin",
        "INSERT INTO users (user_name, normalized_user_name, email, normalized_email, display_name, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, is_demo) "
        + "VALUES ('twin@firm.example', 'TWIN@FIRM.EXAMPLE', 'twin@firm.example', 'TWIN@FIRM.EXAMPLE', 'Twin', true, false, false, true, 0, false)",
        "#Form_Email-error", "Another user has this address.")]
    public async Task Save_SameNameEnteredSinceItWasChecked_IsRefusedBesideTheField(
        string address, string form, string fields, string other, string error, string told)
    {
        var typed = fields.Split('&').Select(f => (Name: f.Split('=')[0], Value: f.Split('=')[1])).ToArray();

        var answer = await RaceAsync(other, () => _admin.SubmitAsync(address, form, typed));

        answer.Status.ShouldBe(400, answer.Words("h1"));
        answer.Words(error).ShouldBe(told);
        foreach (var (name, value) in typed)
            answer.Page.QuerySelectorAll($"input[name='{name}']").Select(i => i.GetAttribute("value")).ShouldContain(value);
        (await _admin.SubmitAsync(answer, address, form, (typed[0].Name, "another" + typed[0].Value))).Status.ShouldBe(302, "with another name it goes");
    }

    [Fact]
    public async Task Rate_OfTheSameDateEnteredSinceItWasChecked_IsRefusedAndCorrectedByTheNextSave()
    {
        (string, string)[] fields = [("Form.ValidFrom", "2026-01-01"), ("Form.Rate", "7")];
        var answer = await RaceAsync(
            "INSERT INTO cost_rates (activity_id, valid_from, rate) VALUES (500, '2026-01-01', 5)",
            () => _admin.SubmitAsync("/Admin/Activities/500", "form[action*=Set]", fields));

        answer.Status.ShouldBe(400);
        answer.Words("#Form_Rate-error").ShouldBe("Another change got in the way, and nothing was saved. Save once more.");
        (await _admin.SubmitAsync(answer, "/Admin/Activities/500", "form[action*=Set]")).Status.ShouldBe(302);
        (await ScalarAsync("SELECT string_agg(rate::numeric(9,2)::text, ' ') FROM cost_rates")).ShouldBe("7.00");
    }

    [Fact]
    public async Task Remove_ValueGivenToACustomerSinceItWasChecked_IsRefusedAndKept()
    {
        var answer = await RaceAsync(
            """
            INSERT INTO customers (customer_key, name, kind, created_at, changed_at, region_id)
            SELECT 'C1', 'One', 1, now(), now(), id FROM regions WHERE name = 'Loose'
            """,
            () => _admin.SubmitAsync("/Admin/Lists/Regions", "tr[data-value=Loose] form[action*=Remove]"));

        answer.Status.ShouldBe(400);
        answer.Words("tr[data-value=Loose] .field-error").ShouldBe("Customers carry it. Rename it into another one first.");
    }

    /// <summary>Writes what the other one writes, but commits it only when this one's save waits for it; that save must have kept nothing.</summary>
    private async Task<Answer> RaceAsync(string other, Func<Task<Answer>> mine)
    {
        Task<Answer> answer = null!;
        var before = "";
        await _crm.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync(other);
            before = await Fingerprint.OfAsync(db);
            answer = mine();
            await Patience.UntilAsync(async () => answer.IsCompleted || await ScalarAsync(
                "SELECT count(*)::text FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") != "0");
            answer.IsCompleted.ShouldBeFalse("it should wait for the other one");
            await transaction.CommitAsync();
            return 0;
        });
        var done = await answer;
        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
        return done;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _crm.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string?> ScalarAsync(string sql)
    {
        await using var command = _crm.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
