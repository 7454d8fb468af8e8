using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing;

/// <summary>Cost entries, their activities with rates by date, and surveys.</summary>
public sealed class CostsImportTests : CrmTests
{
    private const string Header = "cost_no,customer_key,activity,incurred_on,";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1");
        await Crm.ImportAsync(
            ImportKind.Activities,
            "activity,valid_from,unit,rate\nvisit,2026-01-01,visit,30\nvisit,2026-03-01,visit,40\ncall,2026-01-01,minute,0.125\nrebate,,amount,\n");
    }

    [Theory]
    [InlineData("2026-01-01", "30.00")]
    [InlineData("2026-02-28", "30.00")]
    [InlineData("2026-03-01", "40.00")]
    [InlineData("2026-06-01", "40.00")]
    public async Task Apply_QuantityAlone_CostsTheRateOfItsDate(string date, string amount)
    {
        await Crm.ImportAsync(ImportKind.Costs, Header + $"quantity\nX1,C1,visit,{date},1\n");

        (await Crm.RowAsync("SELECT amount, given_amount FROM cost_entries")).ShouldBe(amount + "|");
    }

    [Theory]
    [InlineData("1", "0.12")]
    [InlineData("3", "0.38")]
    [InlineData("-1", "-0.12")]
    [InlineData("-3", "-0.38")]
    [InlineData("5", "0.62")]
    public async Task Apply_QuantityAtARate_RoundsHalfToEven(string quantity, string amount)
    {
        await Crm.ImportAsync(ImportKind.Costs, Header + $"quantity\nX1,C1,call,2026-02-01,{quantity}\n");

        (await Crm.RowAsync("SELECT amount FROM cost_entries")).ShouldBe(amount);
    }

    [Theory]
    [InlineData("quantity\nX1,C1,visit,2025-12-31,1", "activity", "has no rate on 2025-12-31, so the amount must be given")]
    [InlineData("quantity\nX1,C1,rebate,2026-02-01,1", "activity", "has no rate on 2026-02-01, so the amount must be given")]
    [InlineData("amount\nX1,C1,rebate,2026-02-01,", "amount", "amount or quantity must be given")]
    [InlineData("amount\nX1,C1,Visit,2026-02-01,5", "activity", "there is no such activity")]
    [InlineData("amount\nX1,C9,visit,2026-02-01,5", "customer_key", "there is no customer with this key")]
    [InlineData("quantity\nX1,C1,visit,2026-02-01,999999999999", "quantity", "makes the amount too large to keep")]
    public async Task Apply_CostThatCannotBe_IsARowInError(string csv, string column, string reason)
    {
        var result = await Crm.TryImportAsync(ImportKind.Costs, Header + csv + "\n");

        var error = result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem();
        (error.Line, error.Column, error.Reason.ToString()).ShouldBe((2, column, reason));
    }

    [Fact]
    public async Task Apply_DirectAmount_NeedsNoRate()
    {
        await Crm.ImportAsync(ImportKind.Costs, Header + "amount\nX1,C1,rebate,2026-02-01,12.34\n");

        (await Crm.RowAsync("SELECT quantity, given_amount, amount FROM cost_entries")).ShouldBe("|12.34|12.34");
    }

    [Fact]
    public async Task Apply_AmountGivenOnce_IsKeptWhereTheColumnIsAbsentAndGoesWhereItIsEmpty()
    {
        await Crm.ImportAsync(ImportKind.Costs, Header + "quantity,amount\nX1,C1,visit,2026-02-01,1,99\n");

        await Crm.ImportAsync(ImportKind.Costs, Header + "quantity\nX1,C1,visit,2026-02-01,2\n");
        (await Crm.RowAsync("SELECT amount FROM cost_entries")).ShouldBe("99.00");
        await Crm.ImportAsync(ImportKind.Costs, Header + "quantity,amount\nX1,C1,visit,2026-02-01,2,\n");

        (await Crm.RowAsync("SELECT amount FROM cost_entries")).ShouldBe("60.00");
    }

    [Fact]
    public async Task Apply_ActivityWithTwoUnits_IsARowInError()
    {
        var result = await Crm.TryImportAsync(
            ImportKind.Activities, "activity,valid_from,unit,rate\ndrive,2026-01-01,km,1\ndrive,2026-02-01,mile,1.6\n");

        result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem().Told().ShouldBe((3, "unit", "mile", "this activity has the unit km at line 2"));
    }

    [Theory]
    [InlineData("drive,,km,1", "valid_from", "a rate needs the date it is valid from")]
    [InlineData("drive,2026-01-01,km,", "rate", "a date without a rate")]
    [InlineData("drive,2026-01-01,,1", "unit", "must not be empty")]
    [InlineData("drive,2026-01-01,km,-1", "rate", "must not be under 0")]
    public async Task Apply_ActivityThatCannotBe_IsARowInError(string row, string column, string reason)
    {
        var result = await Crm.TryImportAsync(ImportKind.Activities, $"activity,valid_from,unit,rate\n{row}\n");

        var error = result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem();
        (error.Column, error.Reason.ToString()).ShouldBe((column, reason));
    }

    [Theory]
    [InlineData("S1,C1,2026-02-01,,", "satisfaction", "satisfaction or recommend must be given")]
    [InlineData("S1,C1,2026-02-01,-1,", "satisfaction", "must not be under 0")]
    [InlineData("S1,C1,2026-02-01,,10.5", "recommend", "must not be over 10")]
    [InlineData("S1,C9,2026-02-01,5,", "customer_key", "there is no customer with this key")]
    public async Task Apply_SurveyThatCannotBe_IsARowInError(string row, string column, string reason)
    {
        var result = await Crm.TryImportAsync(ImportKind.Surveys, $"survey_no,customer_key,answered_on,satisfaction,recommend\n{row}\n");

        var error = result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem();
        (error.Column, error.Reason.ToString()).ShouldBe((column, reason));
    }

    [Fact]
    public async Task Apply_SurveyEmptiedOfItsOnlyAnswer_IsARowInError()
    {
        await Crm.ImportAsync(ImportKind.Surveys, "survey_no,customer_key,answered_on,satisfaction\nS1,C1,2026-02-01,50\n");

        var result = await Crm.TryImportAsync(ImportKind.Surveys, "survey_no,customer_key,answered_on,satisfaction\nS1,C1,2026-02-01,\n");

        result.ShouldBeOfType<ImportResult.RowsInError>();
        (await Crm.RowAsync("SELECT satisfaction FROM survey_answers")).ShouldBe("50.000000");
    }
}
