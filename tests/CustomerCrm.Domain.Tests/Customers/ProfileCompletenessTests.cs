using CustomerCrm.Domain.Customers;

namespace CustomerCrm.Domain.Tests.Customers;

public sealed class ProfileCompletenessTests
{
    [Fact]
    public void Of_NothingKnown_AllThatIsAskedIsMissing()
    {
        var firm = ProfileCompleteness.Of(new Customer("C1", "Harbour Bakery", CustomerKind.Company, DateTimeOffset.UnixEpoch));
        firm.Known.ShouldBe(0);
        firm.Share.ShouldBe(0);
        firm.Missing.ShouldBe(Enum.GetValues<ProfileField>());
    }

    // What only firms have is not asked of persons.
    [Fact]
    public void Of_APerson_NoIndustryIsMissing()
    {
        var person = ProfileCompleteness.Of(new Customer("C1", "Ann", CustomerKind.Person, DateTimeOffset.UnixEpoch));
        person.Missing.ShouldNotContain(ProfileField.Industry);
        person.Missing.ShouldNotContain(ProfileField.BusinessType);
        person.Asked.ShouldBe(Enum.GetValues<ProfileField>().Length - 2);
    }

    [Fact]
    public void Of_AnOwnerGiven_ThatMuchMoreIsKnown()
    {
        var customer = new Customer("C1", "Harbour Bakery", CustomerKind.Company, DateTimeOffset.UnixEpoch);
        customer.AssignOwner(7, DateTimeOffset.UnixEpoch);

        var completeness = ProfileCompleteness.Of(customer);
        completeness.Known.ShouldBe(1);
        completeness.Missing.ShouldNotContain(ProfileField.Owner);
        completeness.Share.ShouldBe(1m / 11);
    }
}
