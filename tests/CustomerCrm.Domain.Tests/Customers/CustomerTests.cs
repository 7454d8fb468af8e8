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

    private static Customer New() => new("C-1", "Harbour Bakery", CustomerKind.Company, Noon);
}
