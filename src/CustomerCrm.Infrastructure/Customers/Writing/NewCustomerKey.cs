using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace CustomerCrm.Infrastructure.Customers.Writing;

/// <summary>
/// The key of a customer who is entered without one: "N-" and seven characters by chance, without letters and figures that look
/// alike (N-7K3QF2M). It is made when the form is opened and travels with it, so that a form that is sent twice is one customer;
/// there are over 20 thousand million of them, and the unique index has the last word.
/// </summary>
public static partial class NewCustomerKey
{
    private const string Characters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 7;

    public static string Make() => "N-" + RandomNumberGenerator.GetString(Characters, Length);

    public static bool IsMade(string? key) => key is not null && Made().IsMatch(key);

    [GeneratedRegex(@"\AN-[2-9A-HJKMNP-TV-Z]{7}\z")]
    private static partial Regex Made();
}
