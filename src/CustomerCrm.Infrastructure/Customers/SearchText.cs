using System.Linq.Expressions;
using System.Text;
using System.Text.RegularExpressions;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>
/// What somebody typed into the search box. Every word must occur in a name (either script), the key, the card number or the
/// mail address; words of one or two characters in a name. What looks like a phone number is compared by its digits, with or
/// without the country's own, also with those of his further phones and his contacts.
/// </summary>
public static partial class SearchText
{
    /// <summary>Nothing that is kept is longer; what is longer finds nobody.</summary>
    public const int Longest = 200;

    /// <summary>Fewer characters than a trigram has.</summary>
    private const int Short = 2;

    private const int LeastDigits = 3;

    /// <summary>Of a number that is taken for somebody's.</summary>
    private const int LeastWholeDigits = 6;

    /// <summary>Stands where too long a text was cut; with it nothing matches either.</summary>
    private const string Ellipsis = "…";

    /// <summary>Stands before the phone's digits in customer_search_text.</summary>
    private const string PhoneMark = "\u260E";

    /// <summary>What was typed, without what cannot stand in a name; null where nothing is left.</summary>
    public static string? Clean(string? typed)
    {
        // What is no character, such as half of one, could not be sent on.
        var text = Gap().Replace(string.Concat((typed ?? "").EnumerateRunes()), " ").Trim();
        return text.Length == 0 ? null : text.Length > Longest ? text[..Longest] + Ellipsis : text;
    }

    /// <summary>Those the text means; everybody where it is empty.</summary>
    /// <param name="customer">The customer that is searched in a row of the query.</param>
    internal static IQueryable<T> Filter<T>(CrmDbContext db, IQueryable<T> rows, Expression<Func<T, Customer>> customer, string? typed)
    {
        if (Clean(typed) is not { } text)
        {
            return rows;
        }

        IEnumerable<Expression<Func<Customer, bool>>> conditions = text.Length > Longest ? [c => false] : Conditions(db, Normal(text));
        return conditions.Aggregate(rows, (found, condition) => found.Where(InRow.Of(customer, condition)));
    }

    /// <summary>The digits of a phone number in the ways it may be kept whole; null where it is none.</summary>
    internal static string[]? WholePhone(string? typed) =>
        Clean(typed) is { } text && PhonePatterns(Normal(text)) is { } patterns && NotDialled().Count(text) + LeastWholeDigits <= text.Length
            ? [.. patterns.Select(pattern => pattern[..^1])]
            : null;

    internal static string Normal(string text) =>
        Gap().Replace(text.Normalize(NormalizationForm.FormKC), " ").Trim().ToLowerInvariant();

    private static IEnumerable<Expression<Func<Customer, bool>>> Conditions(CrmDbContext db, string text)
    {
        if (PhonePatterns(text) is [var one, var two, var three])
        {
            var reached = db.Customers.FromSqlRaw(SqlText.Read("Customers/Sql/reached.sql"), Anywhere(text), one, two, three);
            return [c => reached.Any(r => r.Id == c.Id)];
        }

        return text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Select(Word);
    }

    private static Expression<Func<Customer, bool>> Word(string word)
    {
        if (IsShort(word))
        {
            return c => HasGram(c.Name, c.LocalName, word);
        }

        var pattern = Anywhere(word);
        return c => Matches(c.Name, c.LocalName, EF.Functions.Collate(c.CustomerKey, "default"), c.MemberCardNo, c.Email, c.Phone, pattern);
    }

    /// <summary>Too short for a trigram.</summary>
    internal static bool IsShort(string word) => word.EnumerateRunes().Count() <= Short;

    /// <summary>Anywhere in the text; what was typed is no pattern.</summary>
    internal static string Anywhere(string part) =>
        $"%{part.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    /// <summary>The three ways a phone number may be kept; null where none was typed.</summary>
    private static string[]? PhonePatterns(string text)
    {
        if (!Phone().IsMatch(text))
        {
            return null;
        }

        var digits = NotDialled().Replace(text, "");
        if (text[0] == '+' || digits.StartsWith("00", StringComparison.Ordinal))
        {
            // With its country, or as it is dialled inside the country.
            var number = digits.TrimStart('0');
            var national = number[Math.Min(number.Length, CountryCode(number))..].TrimStart('0');
            return national.Length < LeastDigits
                ? number.Length < LeastDigits ? null : [$"%{PhoneMark}{number}%", $"%{PhoneMark}{number}%", $"%{PhoneMark}{number}%"]
                : [$"%{PhoneMark}{number}%", $"%{PhoneMark}0{national}%", $"%{PhoneMark}{national}%"];
        }

        // Any part of a number; the first 0 goes where the country stands.
        var part = digits.TrimStart('0');
        return part.Length < LeastDigits ? null : [$"%{PhoneMark}%{part}%", $"%{PhoneMark}%{part}%", $"%{PhoneMark}%{part}%"];
    }

    /// <summary>How many digits the country takes: one in two zones of the world, two where the list says so, else three.</summary>
    private static int CountryCode(string digits) =>
        digits.Length == 0 || digits[0] is '1' or '7' ? 1 : TwoDigitCountry().IsMatch(digits) ? 2 : 3;

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^(?=(?:\D*\d){3})[\d+(][\d\s+()./-]*$", RegexOptions.ECMAScript)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\(0\)|[^0-9]")]
    private static partial Regex NotDialled();

    [GeneratedRegex("^(2[07]|3[0-4]|36|39|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])")]
    private static partial Regex TwoDigitCountry();

    /// <summary>The SQL function customer_matches, inside a query.</summary>
    public static bool Matches(
        string name, string? localName, string key, string? cardNo, string? email, string? phone, string pattern) =>
        throw new NotSupportedException();

    /// <summary>The SQL function customer_has_gram, inside a query.</summary>
    public static bool HasGram(string name, string? localName, string gram) => throw new NotSupportedException();
}
