using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>What of a customer is the same as of another.</summary>
[Flags]
public enum SameThing
{
    None = 0,
    Name = 1,
    Phone = 2,
    Card = 4,
    Email = 8,
}

/// <summary>Somebody who may be the customer that is being entered.</summary>
/// <param name="Tier">Null while he is not scored.</param>
public sealed record Duplicate(
    long Id, string Name, string? LocalName, string Key, Tier? Tier, string? Owner, bool IsArchived, SameThing Same);

/// <summary>What is known of him so far; null or empty where nothing is.</summary>
public sealed record DuplicateQuestion(string? Name, string? LocalName, string? Phone, string? CardNo, string? Email);

/// <summary>
/// Looks for customers entered twice, among those the reader may see: a name that is the same but for case, width and spaces in
/// either script, a phone of the same digits (his first, a further one, a contact's), a card, a mail address. A statement for each script the name is in.
/// </summary>
public static class Duplicates
{
    /// <summary>More than these are no help.</summary>
    public const int Most = 5;

    /// <param name="exceptId">The customer himself where he is being changed.</param>
    public static async Task<IReadOnlyList<Duplicate>> FindAsync(
        CrmDbContext db, DuplicateQuestion question, long? exceptId, CancellationToken cancellation)
    {
        var (names, card, email) = (Names(question), Plain(question.CardNo), Plain(question.Email));
        var phone = SearchText.WholePhone(question.Phone);
        if (names.Count == 0 && card is null && email is null && phone is null)
        {
            return [];
        }

        var found = new List<Duplicate>();
        foreach (var name in names.DefaultIfEmpty(null))
        {
            var isFirst = name == names.FirstOrDefault();
            found.AddRange(await ReadAsync(db, name, isFirst ? phone : null, isFirst ? card : null, isFirst ? email : null, question, exceptId, cancellation));
        }

        return [.. found.DistinctBy(d => d.Id).OrderByDescending(d => System.Numerics.BitOperations.PopCount((uint)d.Same)).ThenBy(d => d.Id).Take(Most)];
    }

    private static List<string> Names(DuplicateQuestion question) =>
        [.. new[] { Plain(question.Name), Plain(question.LocalName) }.OfType<string>().Distinct()];

    private static string? Plain(string? typed) =>
        SearchText.Clean(typed) is { Length: <= SearchText.Longest } text ? SearchText.Normal(text) : null;

    private static async Task<IReadOnlyList<Duplicate>> ReadAsync(
        CrmDbContext db, string? name, string[]? phone, string? card, string? email, DuplicateQuestion question, long? exceptId,
        CancellationToken cancellation)
    {
        var isShort = name is not null && SearchText.IsShort(name);
        object?[] values =
        [
            name is null || isShort ? null : SearchText.Anywhere(name), name, isShort ? name : null, phone?[0], phone?[1], phone?[2],
            card is null ? null : SearchText.Anywhere(card), card, email is null ? null : SearchText.Anywhere(email), email,
        ];
        var rows = await db.Customers.FromSqlRaw(SqlText.Read("Customers/Sql/duplicates.sql"), [.. values.Select(Parameter)])
            .AsNoTracking()
            .Where(c => c.Id != exceptId)
            .OrderBy(c => c.Id)
            .Take(Most)
            .Select(c => new
            {
                Customer = c,
                Tier = db.CurrentScores.Where(s => s.CustomerId == c.Id).Select(s => (Tier?)s.ShownTier).FirstOrDefault(),
                Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return [.. rows.Select(r => new Duplicate(
            r.Customer.Id, r.Customer.Name, r.Customer.LocalName, r.Customer.CustomerKey, r.Tier, r.Owner,
            r.Customer.ArchivedAt is not null, Same(r.Customer, question)))];
    }

    private static Npgsql.NpgsqlParameter Parameter(object? value) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };

    /// <summary>What is left when nothing else is the same is a phone, his own or another of his.</summary>
    private static SameThing Same(Customer customer, DuplicateQuestion question)
    {
        var names = Names(question);
        var same = names.Contains(Plain(customer.Name) ?? "") || names.Contains(Plain(customer.LocalName) ?? "") ? SameThing.Name : SameThing.None;
        same |= Plain(customer.MemberCardNo) is { } card && card == Plain(question.CardNo) ? SameThing.Card : SameThing.None;
        same |= Plain(customer.Email) is { } email && email == Plain(question.Email) ? SameThing.Email : SameThing.None;
        return same == SameThing.None || (SearchText.WholePhone(customer.Phone) is { } its && its.SequenceEqual(SearchText.WholePhone(question.Phone) ?? []))
            ? same | SameThing.Phone
            : same;
    }
}
