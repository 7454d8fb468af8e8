using System.Globalization;
using System.Text.Json;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Orders;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Audit;

/// <summary>What was done, in words.</summary>
public sealed record AuditLine(long Id, DateTimeOffset At, string Who, string Did, IReadOnlyList<AuditField> Fields);

/// <summary>A field before and after; null for nothing.</summary>
public sealed record AuditField(string Name, string? Before, string? After);

/// <summary>Audit entries of a customer in the reader's words: names of fields, of people and of choices instead of JSON and ids.</summary>
public sealed class AuditWords(IStringLocalizer<CustomerTexts> text, IStringLocalizer<Glossary> glossary, Formats format)
{
    private static readonly Dictionary<string, string> Subjects = new(StringComparer.Ordinal)
    {
        ["customer"] = "Subject.Customer",
        ["tier pin"] = "Subject.Pin",
        ["orders"] = "Subject.Order",
        ["order_lines"] = "Subject.OrderLine",
        ["cost_entries"] = "Subject.Cost",
        ["survey_answers"] = "Subject.Answer",
        ["customer_tags"] = "Subject.Tag",
        ["user"] = "Subject.User",
        ["user_roles"] = "Subject.Role",
        ["teams"] = "Subject.Team",
        ["firm"] = "Subject.Firm",
        ["policy draft"] = "Subject.Draft",
        ["score run"] = "Subject.Run",
        ["scores"] = "Subject.Scores",
        ["job"] = "Subject.Job",
        ["import"] = "Subject.Import",
        ["export"] = "Subject.Export",
        ["bulk edit"] = "Subject.Bulk",
        ["regions"] = "Subject.Region",
        ["sources"] = "Subject.Source",
        ["tags"] = "Subject.Mark",
        ["industries"] = "Subject.Industry",
        ["cost_activities"] = "Subject.Activity",
        ["cost_rates"] = "Subject.Rate",
        ["saved_views"] = "Subject.View",
        ["contacts"] = "Subject.Contact",
        ["customer_phones"] = "Subject.Phone",
        ["customer_addresses"] = "Subject.Address",
        ["hand_over_requests"] = "Subject.HandOver",
        ["publication_requests"] = "Subject.Publication",
    };

    private static readonly Dictionary<string, string> Deeds = new(StringComparer.Ordinal)
    {
        ["created"] = "Did.Created",
        ["changed"] = "Did.Changed",
        ["removed"] = "Did.Removed",
        ["renamed"] = "Did.Renamed",
        ["imported"] = "Did.Imported",
        ["exported"] = "Did.Exported",
        ["undone import"] = "Did.Undone",
        ["audited"] = "Did.Audited",
        ["recomputed"] = "Did.Recomputed",
        ["published"] = "Did.Published",
        ["cancelled"] = "Did.Cancelled",
    };

    /// <summary>The kinds of things the audit tells of, each with the text that names it.</summary>
    public static IReadOnlyDictionary<string, string> AllSubjects => Subjects;

    public static bool Knows(string subject) => Subjects.ContainsKey(subject);

    public AuditLine Tell(AuditEntry entry, AuditNames names)
    {
        var subject = Subjects.TryGetValue(entry.Subject, out var known) ? text[known].Value : entry.Subject;
        var did = Deeds.TryGetValue(entry.Action, out var deed) ? text[deed, subject] : text["Did.Other", subject, entry.Action];
        return new AuditLine(entry.Id, entry.At, entry.UserName == "system" ? text["Who.System"] : entry.UserName, did, [.. Fields(entry, names)]);
    }

    private IEnumerable<AuditField> Fields(AuditEntry entry, AuditNames names)
    {
        // A tag has no field but its key: customer and tag.
        if (entry.Subject == "customer_tags" && AuditFields.TagOf(entry) is { } tag)
        {
            var name = names.Of(AuditId.Tag, tag) ?? text["Change.Gone"];
            yield return entry.Action == "removed"
                ? new AuditField(text["Subject.Tag"], name, null)
                : new AuditField(text["Subject.Tag"], null, name);
        }

        foreach (var (field, before, after) in AuditFields.Read(entry))
        {
            if (AuditFields.Named.TryGetValue(field, out var known))
            {
                yield return new AuditField(text[known.Text], Words(entry, known, before, names), Words(entry, known, after, names));
            }
            else if (!AuditFields.Unsaid.Contains(field))
            {
                yield return new AuditField(field, Plain(before), Plain(after));
            }
        }
    }

    private string? Words(AuditEntry entry, KnownField field, JsonElement value, AuditNames names) => (field.Kind, value.ValueKind) switch
    {
        (_, JsonValueKind.Null or JsonValueKind.Undefined) => null,
        (FieldKind.Id, JsonValueKind.Number) => names.Of(field.Id!.Value, value.GetInt64()) ?? text["Change.Gone"],
        (FieldKind.Money, JsonValueKind.Number) => format.Money(value.GetDecimal()),
        (FieldKind.Amount, JsonValueKind.Number) => format.Number(value.GetDecimal(), 2),
        (FieldKind.Tier, JsonValueKind.Number) => glossary["Tier." + (Tier)value.GetInt32()],
        (FieldKind.Personality, JsonValueKind.Number) => text["Personality." + (Personality)value.GetInt32()],
        (FieldKind.YesNo, JsonValueKind.True) => text["Choice.Yes"],
        (FieldKind.YesNo, JsonValueKind.False) => text["Choice.No"],
        (FieldKind.Choice, JsonValueKind.Number) => entry.Subject == "customer"
            ? text["Kind." + (CustomerKind)value.GetInt32()]
            : text["Order.Kind." + (OrderKind)value.GetInt32()],
        (FieldKind.Date, JsonValueKind.String) => DateOnly.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var date)
            ? format.Date(date)
            : value.GetString(),
        (FieldKind.Moment, JsonValueKind.String) => DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var moment)
            ? format.Time(moment)
            : value.GetString(),
        _ => Plain(value),
    };

    private static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
