using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CustomerCrm.Web.Forms;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>
/// A form of a fact. A new one carries a key of its own, made when it was shown, which becomes the fact's number where none is
/// typed: sent twice, it is one fact.
/// </summary>
public abstract partial class FactForm : EditForm
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int KeyLetters = 7;

    /// <summary>Null where a fact is corrected.</summary>
    public string? Key { get; set; }

    /// <summary>The key where it is one of ours; otherwise none, and a new one is made.</summary>
    internal string? KeyOr(string prefix) => Key is { } key && key.StartsWith(prefix, StringComparison.Ordinal) && Ours().IsMatch(key) ? key : null;

    /// <summary>Such as H-260630-7KQ2MXA: the day it was made, and letters nobody mistakes for each other.</summary>
    internal static string NewKey(string prefix, DateOnly today) =>
        FormattableString.Invariant($"{prefix}-{today:yyMMdd}-") + RandomNumberGenerator.GetString(Letters, KeyLetters);

    [GeneratedRegex(@"\A[A-Z]-[0-9]{6}-[2-9A-Z]{7}\z")]
    private static partial Regex Ours();
}

/// <summary>A page that voids its fact and brings it back.</summary>
public interface IVoidingPage
{
    /// <summary>Null while it counts.</summary>
    DateTimeOffset? VoidedAt { get; }

    /// <summary>The fact's version, as it was read.</summary>
    string? Version { get; }

    /// <summary>Where it is done.</summary>
    string HandlerAddress(string handler);
}
