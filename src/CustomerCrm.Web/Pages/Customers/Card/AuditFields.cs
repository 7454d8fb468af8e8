using System.Globalization;
using System.Text.Json;
using CustomerCrm.Infrastructure.Audit;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>How a field's value is to be said.</summary>
internal enum FieldKind
{
    Text,
    Date,
    Moment,

    /// <summary>Base currency.</summary>
    Money,

    /// <summary>An order's own currency.</summary>
    Amount,
    Tier,
    Choice,

    /// <summary>Of something that has a name.</summary>
    Id,
}

/// <summary>Whose id it is.</summary>
public enum AuditId
{
    User,
    Customer,
    Region,
    Source,
    Tag,
    Activity,
}

/// <summary>A field by the text that names it.</summary>
internal sealed record KnownField(string Text, FieldKind Kind = FieldKind.Text, AuditId? Id = null);

/// <summary>The names behind the ids of some entries.</summary>
public sealed class AuditNames(IReadOnlyDictionary<(AuditId Kind, long Id), string> names)
{
    /// <summary>Null for what is gone, or not for this reader's eyes.</summary>
    public string? Of(AuditId kind, long id) => names.GetValueOrDefault((kind, id));
}

/// <summary>The fields of audit entries: read from their details, and how each is to be said.</summary>
internal static class AuditFields
{
    public static readonly IReadOnlyDictionary<string, KnownField> Named = new Dictionary<string, KnownField>(StringComparer.Ordinal)
    {
        ["name"] = new("Fact.Name"),
        ["localName"] = new("Fact.LocalName"),
        ["kind"] = new("Fact.Kind", FieldKind.Choice),
        ["customerKey"] = new("Fact.Key"),
        ["memberCardNo"] = new("Fact.MemberCard"),
        ["phone"] = new("Fact.Phone"),
        ["email"] = new("Fact.Email"),
        ["country"] = new("Fact.Country"),
        ["city"] = new("Fact.City"),
        ["industry"] = new("Fact.Industry"),
        ["businessType"] = new("Fact.BusinessType"),
        ["regionId"] = new("Fact.Region", FieldKind.Id, AuditId.Region),
        ["sourceId"] = new("Fact.Source", FieldKind.Id, AuditId.Source),
        ["ownerId"] = new("Fact.Owner", FieldKind.Id, AuditId.User),
        ["referredById"] = new("Fact.ReferredBy", FieldKind.Id, AuditId.Customer),
        ["estimatedAnnualSpend"] = new("Fact.AnnualSpend", FieldKind.Money),
        ["firstContactOn"] = new("Fact.FirstContact", FieldKind.Date),
        ["archivedAt"] = new("Fact.Archived", FieldKind.Moment),
        ["tier"] = new("Fact.Tier", FieldKind.Tier),
        ["fromOn"] = new("Fact.From", FieldKind.Date),
        ["untilOn"] = new("Fact.Until", FieldKind.Date),
        ["reason"] = new("Fact.Reason"),
        ["orderNo"] = new("Orders.Number"),
        ["orderedOn"] = new("Orders.Date", FieldKind.Date),
        ["gross"] = new("Orders.Gross", FieldKind.Amount),
        ["discount"] = new("Orders.Discount", FieldKind.Amount),
        ["net"] = new("Orders.Net", FieldKind.Amount),
        ["costOfGoods"] = new("Orders.Cost", FieldKind.Amount),
        ["currency"] = new("Orders.Currency"),
        ["fxRate"] = new("Orders.Rate"),
        ["baseNet"] = new("Orders.BaseNet", FieldKind.Money),
        ["baseCostOfGoods"] = new("Orders.BaseCost", FieldKind.Money),
        ["dueOn"] = new("Orders.Due", FieldKind.Date),
        ["paidOn"] = new("Orders.Paid", FieldKind.Date),
        ["costNo"] = new("Costs.Number"),
        ["activityId"] = new("Costs.Activity", FieldKind.Id, AuditId.Activity),
        ["incurredOn"] = new("Costs.Date", FieldKind.Date),
        ["quantity"] = new("Costs.Quantity"),
        ["givenAmount"] = new("Costs.Given", FieldKind.Money),
        ["amount"] = new("Costs.Amount", FieldKind.Money),
        ["note"] = new("Costs.Note"),
        ["surveyNo"] = new("Surveys.Number"),
        ["answeredOn"] = new("Surveys.Date", FieldKind.Date),
        ["satisfaction"] = new("Surveys.Satisfaction"),
        ["recommend"] = new("Surveys.Recommend"),
        ["bulkEdit"] = new("Fact.BulkEdit"),
        ["bulkEditUndone"] = new("Fact.BulkEditUndone"),
    };

    /// <summary>What the machine keeps for itself, and what the line says anyway.</summary>
    public static readonly IReadOnlySet<string> Unsaid = new HashSet<string>(StringComparer.Ordinal)
    {
        "customerId", "importId", "version", "createdAt", "changedAt", "pinnedAt", "pinnedBy", "fromLines",
    };

    /// <summary>Each field with its value before and after, as the details hold them; of other details nothing.</summary>
    public static IEnumerable<(string Field, JsonElement Before, JsonElement After)> Read(AuditEntry entry)
    {
        if (entry.Details is null)
        {
            yield break;
        }

        using var details = JsonDocument.Parse(entry.Details);
        if (details.RootElement.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var field in details.RootElement.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Array && field.Value.GetArrayLength() == 2)
            {
                yield return (field.Name, field.Value[0].Clone(), field.Value[1].Clone());
            }
        }
    }

    /// <summary>The ids whose names an entry's words need.</summary>
    public static IEnumerable<(AuditId Kind, long Id)> Ids(AuditEntry entry)
    {
        if (entry.Subject == "customer_tags" && TagOf(entry) is { } tag)
        {
            yield return (AuditId.Tag, tag);
        }

        foreach (var (field, before, after) in Read(entry))
        {
            if (Named.TryGetValue(field, out var known) && known.Id is { } kind)
            {
                foreach (var value in new[] { before, after })
                {
                    if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var id))
                    {
                        yield return (kind, id);
                    }
                }
            }
        }
    }

    /// <summary>A tag on a customer is known by both: customer/tag.</summary>
    public static long? TagOf(AuditEntry entry) =>
        entry.SubjectId?.Split('/') is [_, var tag] && long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
