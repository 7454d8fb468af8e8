using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing;

public sealed class CustomersImportTests : CrmTests
{
    [Fact]
    public async Task Apply_UnknownOwner_IsARowInError()
    {
        var error = await ErrorAsync("customer_key,name,owner_email\nC1,Ann,nobody@example.com\n");

        error.Told().ShouldBe((2, "owner_email", "nobody@example.com", "no user has this e-mail address"));
    }

    [Fact]
    public async Task Apply_KnownOwner_WhateverHisCaseOwns()
    {
        var id = await Crm.AddUserAsync("rep@example.com");

        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,owner_email\nC1,Ann,Rep@Example.com\n");

        (await Crm.ScalarAsync<long>("SELECT owner_id FROM customers")).ShouldBe(id);
    }

    [Fact]
    public async Task Apply_ReferrerFurtherDownInTheFile_IsFound()
    {
        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,referred_by_key\nC1,Ann,C2\nC2,Bob,\n");

        (await Crm.RowAsync("SELECT r.customer_key FROM customers c JOIN customers r ON r.id = c.referred_by_id")).ShouldBe("C2");
    }

    [Fact]
    public async Task Apply_UnknownReferrer_IsARowInError()
    {
        var error = await ErrorAsync("customer_key,name,referred_by_key\nC1,Ann,C9\n");

        error.Told().ShouldBe((2, "referred_by_key", "C9", "there is no customer with this key, nor in this file"));
    }

    [Fact]
    public async Task Apply_OwnKeyAsReferrer_IsARowInError()
    {
        var error = await ErrorAsync("customer_key,name,referred_by_key\nC1,Ann,C1\n");

        error.Told().ShouldBe((2, "referred_by_key", "C1", "a customer cannot refer himself"));
    }

    [Fact]
    public async Task Apply_NewRegionSourceAndTag_AreMadeAndNamedOnce()
    {
        const string csv = "customer_key,name,region,source,tags\nC1,Ann,North,Fair,vip|early\nC2,Bob,North,Fair, vip | \n";

        var first = await Crm.ImportAsync(ImportKind.Customers, csv);
        var third = await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,region,tags\nC3,Cid,North,vip\n");

        first.Warnings.Told().ShouldBe(["new region: North", "new source: Fair", "new tag: early", "new tag: vip"]);
        third.Warnings.ShouldBeEmpty();
        (await Crm.RowsAsync("""
            SELECT customer_key, t.name FROM customers c JOIN customer_tags ct ON ct.customer_id = c.id JOIN tags t ON t.id = ct.tag_id
            ORDER BY 1, 2
            """)).ShouldBe(["C1|early", "C1|vip", "C2|vip", "C3|vip"]);
    }

    [Fact]
    public async Task Apply_TagsAlone_ChangeTheCustomerAndItsVersion()
    {
        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,tags\nC1,Ann,vip\n");
        var version = await Crm.RowAsync("SELECT xmin FROM customers");

        var applied = await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,tags\nC1,Ann,\n");

        applied.Changed.ShouldBe(1);
        (await Crm.CountAsync("customer_tags")).ShouldBe(0);
        (await Crm.RowAsync("SELECT xmin FROM customers")).ShouldNotBe(version);
        (await Crm.RowAsync("SELECT before->'tags' FROM import_before_images")).ShouldBe("[\"vip\"]");
    }

    [Fact]
    public async Task Apply_EveryColumnEmptied_ClearsAllButKeyNameAndKind()
    {
        await Crm.AddUserAsync("rep@example.com");
        await Crm.CustomersAsync("C0");
        const string header =
            "customer_key,name,kind,local_name,member_card_no,phone,email,region,country,city,industry,business_type,source,"
            + "owner_email,estimated_annual_spend,referred_by_key,first_contact_on,tags\n";
        await Crm.ImportAsync(
            ImportKind.Customers, header + "C1,Ann,person,安,M1,+44,a@b.c,North,GB,Leeds,Shop,Retail,Fair,rep@example.com,5,C0,2026-01-01,vip\n");
        const string columns =
            "local_name, member_card_no, phone, email, region_id, country, city, industry, business_type, source_id, owner_id, "
            + "estimated_annual_spend, referred_by_id, first_contact_on";
        (await Crm.ScalarAsync<int>($"SELECT num_nonnulls({columns}) FROM customers WHERE customer_key = 'C1'")).ShouldBe(14);

        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Anne\n");
        (await Crm.ScalarAsync<int>($"SELECT num_nonnulls({columns}) FROM customers WHERE customer_key = 'C1'")).ShouldBe(14);
        await Crm.ImportAsync(ImportKind.Customers, header + "C1,Anne,,,,,,,,,,,,,,,,\n");

        (await Crm.ScalarAsync<int>($"SELECT num_nonnulls({columns}) FROM customers WHERE customer_key = 'C1'")).ShouldBe(0);
        (await Crm.RowAsync("SELECT name, kind FROM customers WHERE customer_key = 'C1'")).ShouldBe("Anne|1");
        (await Crm.CountAsync("customer_tags")).ShouldBe(0);
    }

    [Fact]
    public async Task Apply_SkipErrors_AppliesTheGoodRowsAndNamesTheBad()
    {
        var applied = await Crm.ImportAsync(
            ImportKind.Customers,
            "customer_key,name,referred_by_key,owner_email\nC1,Ann,,\nC2,Bob,C2,\nC3,Cid,,x@y.z\n",
            new ImportOptions(SkipErrors: true));

        (applied.RowsRead, applied.Added, applied.Unchanged).ShouldBe((3, 1, 0));
        applied.Skipped.First.Select(e => e.Line).ShouldBe([3, 4]);
        (await Crm.RowsAsync("SELECT customer_key FROM customers")).ShouldBe(["C1"]);
    }

    [Fact]
    public async Task Apply_SkipErrorsWithTheReferrerInError_SkipsWhoNamesHimToo()
    {
        var applied = await Crm.ImportAsync(
            ImportKind.Customers,
            "customer_key,name,referred_by_key,owner_email\nC1,Ann,C2,\nC2,Bob,C3,\nC3,Cid,,x@y.z\nC4,Dan,,\n",
            new ImportOptions(SkipErrors: true));

        applied.Skipped.First.Select(e => e.Line).ShouldBe([2, 3, 4]);
        (await Crm.RowsAsync("SELECT customer_key FROM customers")).ShouldBe(["C4"]);
    }

    private async Task<RowError> ErrorAsync(string csv)
    {
        var result = (await Crm.TryImportAsync(ImportKind.Customers, csv)).ShouldBeOfType<ImportResult.RowsInError>();
        (await Crm.CountAsync("customers")).ShouldBe(0);
        return result.Errors.First.ShouldHaveSingleItem();
    }
}
