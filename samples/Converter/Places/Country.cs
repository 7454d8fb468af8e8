using CustomerCrm.SampleConverter.Naming;

namespace CustomerCrm.SampleConverter.Places;

/// <summary>
/// A country as the sample writes it, empty where the source names none, with its region: one of the product's, or East Asia.
/// A phone pattern is a range of numbers kept free for fiction, # for a digit; without one there are no phones.
/// </summary>
internal sealed record Country(string Name, string Region, Tongue Tongue, IReadOnlyList<City> Cities, string PhonePattern = "");

/// <summary>A city with its Chinese name and, where its area code has one, its own range of numbers.</summary>
internal sealed record City(string Name, string LocalName, string PhonePattern = "");
