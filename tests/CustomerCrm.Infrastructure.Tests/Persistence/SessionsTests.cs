using CustomerCrm.TestSupport;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.Persistence;

/// <summary>A machine that hangs in the middle of a transaction does not keep what it locked.</summary>
public sealed class SessionsTests : CrmTests
{
    [Fact]
    public async Task Session_TransactionInWhichNothingHappens_IsEndedByTheServer()
    {
        var address = new NpgsqlConnectionStringBuilder(Crm.Database.ConnectionString) { Options = null };

        await using var source = Infrastructure.Persistence.Sessions.Open(address.ConnectionString);
        await using var command = source.CreateCommand("SHOW idle_in_transaction_session_timeout");

        (await command.ExecuteScalarAsync()).ShouldBe("20s");
    }

    [Fact]
    public async Task Session_OptionsOfTheConnectionString_Win()
    {
        await using var crm = await TestCrm.CreateAsync();
        var address = crm.Database.ConnectionString + ";Options=-c idle_in_transaction_session_timeout=7s -c work_mem=5MB";

        await using var source = Infrastructure.Persistence.Sessions.Open(address);
        await using var command = source.CreateCommand(
            "SELECT current_setting('idle_in_transaction_session_timeout') || ' ' || current_setting('work_mem')");

        (await command.ExecuteScalarAsync()).ShouldBe("7s 5MB");
    }
}
