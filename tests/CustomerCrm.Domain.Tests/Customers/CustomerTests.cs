using CustomerCrm.Domain.Customers;

namespace CustomerCrm.Domain.Tests.Customers;

/// <summary>A customer's own verbs.</summary>
public class CustomerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AssignOwner_AnotherOwner_IsAChange()
    {
        var customer = New();
        customer.AssignOwner(7, Noon.AddHours(1));
        (customer.OwnerId, customer.ChangedAt, customer.CreatedAt).ShouldBe((7L, Noon.AddHours(1), Noon));
        customer.AssignOwner(null, Noon.AddHours(2));
        (customer.OwnerId, customer.ChangedAt).ShouldBe(((long?)null, Noon.AddHours(2)));
    }

    // Unchanged input writes nothing.
    [Fact]
    public void AssignOwner_TheSameOwner_ChangesNothing()
    {
        var customer = New();
        customer.AssignOwner(7, Noon.AddHours(1));
        customer.AssignOwner(7, Noon.AddHours(2));
        customer.ChangedAt.ShouldBe(Noon.AddHours(1));
    }

    [Fact]
    public void Change_EveryField_HoldsNow()
    {
        var customer = New();
        var details = new CustomerDetails
        {
            Name = "Harbour Mill",
            Kind = CustomerKind.Person,
            LocalName = "港口",
            MemberCardNo = "M-1",
            Phone = "020",
            Email = "a@example.com",
            RegionId = 3,
            Country = "UK",
            City = "Bath",
            Industry = "Food",
            BusinessType = "Mill",
            SourceId = 4,
            EstimatedAnnualSpend = 12.5m,
            ReferredById = 9,
            FirstContactOn = new DateOnly(2020, 2, 29),
        };

        customer.Change(details, Noon.AddHours(1)).ShouldBeEmpty();

        CustomerDetails.Of(customer).ShouldBe(details);
        (customer.ChangedAt, customer.CustomerKey).ShouldBe((Noon.AddHours(1), "C-1"));
    }

    // Unchanged input writes nothing.
    [Fact]
    public void Change_TheSame_ChangesNothing()
    {
        var customer = New();
        customer.Change(CustomerDetails.Of(customer), Noon.AddHours(1)).ShouldBeEmpty();
        customer.ChangedAt.ShouldBe(Noon);
    }

    public static TheoryData<string, CustomerFault, string> Refusals => new()
    {
        { "   ", CustomerFault.Missing, nameof(CustomerDetails.Name) },
        { new string('x', 401), CustomerFault.TooLong, nameof(CustomerDetails.Name) },
        { "a\0b", CustomerFault.NotPlain, nameof(CustomerDetails.Name) },
        { "two\nlines", CustomerFault.NotPlain, nameof(CustomerDetails.Name) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Change_ANameThatIsNone_IsRefusedWhole(string name, CustomerFault fault, string field)
    {
        var customer = New();
        customer.Change(CustomerDetails.Of(customer) with { Name = name, City = "Bath" }, Noon.AddHours(1)).ShouldBe([new CustomerError(field, fault)]);
        (customer.Name, customer.City, customer.ChangedAt).ShouldBe(("Harbour Bakery", null, Noon));
    }

    // The test runner itself loses half a character on its way into a theory.
    [Fact]
    public void Change_HalfACharacter_IsRefused() => New()
        .Change(CustomerDetails.Of(New()) with { City = "a\uD800" }, Noon)
        .ShouldBe([new CustomerError(nameof(CustomerDetails.City), CustomerFault.NotPlain)]);

    [Fact]
    public void Change_CodePoints_AreCountedAsTheDatabaseDoes() =>
        New().Change(CustomerDetails.Of(New()) with { Name = string.Concat(Enumerable.Repeat("😀", 400)) }, Noon).ShouldBeEmpty();

    [Theory]
    [InlineData("-0.01", CustomerFault.Negative)]
    [InlineData("1000000000000", CustomerFault.TooLarge)]
    [InlineData("1.005", CustomerFault.TooManyDecimals)]
    [InlineData("0", null)]
    [InlineData("999999999999.99", null)]
    [InlineData("1.500", null)]
    public void Change_Spend_IsAnAmount(string spend, CustomerFault? fault) => New()
        .Change(CustomerDetails.Of(New()) with { EstimatedAnnualSpend = decimal.Parse(spend, System.Globalization.CultureInfo.InvariantCulture) }, Noon)
        .Select(e => (CustomerFault?)e.Fault).SingleOrDefault().ShouldBe(fault);

    [Theory]
    [InlineData("1899-12-31", false)]
    [InlineData("1900-01-01", true)]
    [InlineData("2199-12-31", true)]
    [InlineData("2200-01-01", false)]
    public void Change_FirstContact_LiesInBounds(string on, bool passes) => New()
        .Change(CustomerDetails.Of(New()) with { FirstContactOn = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture) }, Noon)
        .Count.ShouldBe(passes ? 0 : 1);

    // formats.md: "An own key in referred_by_key is a row in error."
    [Fact]
    public void Change_ReferredByHimself_IsRefused()
    {
        var customer = New();
        customer.Change(CustomerDetails.Of(customer) with { ReferredById = customer.Id }, Noon)
            .ShouldBe([new CustomerError(nameof(CustomerDetails.ReferredById), CustomerFault.RefersHimself)]);
    }

    [Fact]
    public void Mark_OtherTags_TakesAwayAndAdds()
    {
        var customer = New();
        var (one, two) = (new Tag { Name = "one" }, new Tag { Name = "two" });
        customer.Mark([one], Noon.AddHours(1));
        customer.Mark([two], Noon.AddHours(2));
        customer.Mark([two], Noon.AddHours(3));
        customer.Tags.ShouldBe([two]);
        customer.ChangedAt.ShouldBe(Noon.AddHours(2));
    }

    [Fact]
    public void Archive_AndBack_OnceEach()
    {
        var customer = New();
        customer.Archive(Noon.AddHours(1));
        customer.Archive(Noon.AddHours(2));
        customer.ArchivedAt.ShouldBe(Noon.AddHours(1));
        customer.BringBack(Noon.AddHours(3));
        customer.BringBack(Noon.AddHours(4));
        (customer.ArchivedAt, customer.ChangedAt).ShouldBe((null, Noon.AddHours(3)));
    }

    private static Customer New() => new("C-1", "Harbour Bakery", CustomerKind.Company, Noon);
}
