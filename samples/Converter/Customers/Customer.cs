using CustomerCrm.SampleConverter.Source;

namespace CustomerCrm.SampleConverter.Customers;

/// <summary>A real history under an invented card.</summary>
internal sealed record Customer(CustomerHistory History, Role Role, Traits Traits, CustomerCard Card);
