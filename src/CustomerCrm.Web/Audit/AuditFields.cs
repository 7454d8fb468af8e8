using System.Globalization;
using System.Text.Json;
using CustomerCrm.Infrastructure.Audit;

namespace CustomerCrm.Web.Audit;

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
    Personality,
    YesNo,

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
        ["voidedAt"] = new("Fact.Voided", FieldKind.Moment),
        ["lineNo"] = new("Line.No"),
        ["productCode"] = new("Line.Code"),
        ["productName"] = new("Line.Product"),
        ["category"] = new("Line.Category"),
        ["unitPrice"] = new("Line.Price"),
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
        ["label"] = new("Fact.Label"),
        ["number"] = new("Fact.Phone"),
        ["street"] = new("Fact.Street"),
        ["postalCode"] = new("Fact.PostalCode"),
        ["position"] = new("Fact.Position"),
        ["birthday"] = new("Fact.Birthday", FieldKind.Date),
        ["personality"] = new("Fact.Personality", FieldKind.Personality),
        ["interests"] = new("Fact.Interests"),
        ["familyNotes"] = new("Fact.FamilyNotes"),
        ["requestedById"] = new("Fact.RequestedBy", FieldKind.Id, AuditId.User),
        ["granted"] = new("Fact.Granted", FieldKind.YesNo),
        ["answer"] = new("Fact.Answer"),
        ["approved"] = new("Fact.Approved", FieldKind.YesNo),
        ["decidedById"] = new("Fact.DecidedBy", FieldKind.Id, AuditId.User),
        ["publishingNeedsApproval"] = new("Fact.NeedsApproval", FieldKind.YesNo),
        ["recommend"] = new("Surveys.Recommend"),
        ["displayName"] = new("Fact.Name"),
        ["disabledAt"] = new("Fact.Disabled", FieldKind.Moment),
        ["validFrom"] = new("Fact.From", FieldKind.Date),
        ["rate"] = new("Subject.Rate"),
        ["unit"] = new("Fact.Unit"),
        ["timeZone"] = new("Fact.TimeZone"),
        ["language"] = new("Fact.Language"),
        ["scoringDate"] = new("Fact.ScoringDate", FieldKind.Date),
        ["asOf"] = new("Fact.AsOf", FieldKind.Date),
        ["policyVersion"] = new("Fact.PolicyVersion"),
        ["customers"] = new("Fact.Customers"),
        ["fileName"] = new("Fact.File"),
        ["read"] = new("Fact.RowsRead"),
        ["added"] = new("Fact.RowsAdded"),
        ["changed"] = new("Fact.RowsChanged"),
        ["skipped"] = new("Fact.RowsSkipped"),
        ["rows"] = new("Fact.Rows"),
        ["removed"] = new("Fact.RowsRemoved"),
        ["restored"] = new("Fact.RowsRestored"),
        ["kept"] = new("Fact.RowsKept"),
        ["whole"] = new("Fact.UndoneWhole", FieldKind.YesNo),
        ["bulkEdit"] = new("Fact.BulkEdit"),
        ["bulkEditUndone"] = new("Fact.BulkEditUndone"),
    };

    /// <summary>What the machine keeps for itself, and what the line says anyway.</summary>
    public static readonly IReadOnlySet<string> Unsaid = new HashSet<string>(StringComparer.Ordinal)
    {
        "customerId", "importId", "version", "createdAt", "changedAt", "pinnedAt", "pinnedBy", "fromLines",
        "userName", "normalizedUserName", "normalizedEmail", "emailConfirmed", "phoneNumberConfirmed", "twoFactorEnabled", "lockoutEnabled",
        "accessFailedCount", "securityStamp", "concurrencyStamp", "isDemo", "demoLoadedAt", "changedBy",
        "customerId", "importId", "version", "createdAt", "changedAt", "pinnedAt", "pinnedBy", "fromLines", "requestedAt", "decidedAt", "decidedBy",
        "requestedBy", "payload",
    };

    /// <summary>Each field with its value before and after, as the details hold them; of a run's or an import's figures just these.</summary>
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
            if (field.Name == "rows" && field.Value.ValueKind == JsonValueKind.Array)
            {
                yield return ("removed", default, Sum(field.Value, "removed"));
                yield return ("restored", default, Sum(field.Value, "restored"));
            }
            else if (field.Value.ValueKind != JsonValueKind.Array || field.Value.GetArrayLength() != 2)
            {
                yield return (field.Name, default, field.Value.Clone());
            }
            else if (field.Value[0].ValueKind == JsonValueKind.Object || field.Value[1].ValueKind == JsonValueKind.Object)
            {
                foreach (var part in Parts(field.Value[0], field.Value[1], ""))
                {
                    yield return part;
                }
            }
            else
            {
                yield return (field.Name, field.Value[0].Clone(), field.Value[1].Clone());
            }
        }
    }

    /// <summary>Of something with parts, such as a scoring policy, the parts that differ, each by its path.</summary>
    private static IEnumerable<(string Field, JsonElement Before, JsonElement After)> Parts(JsonElement before, JsonElement after, string path)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in before.EnumerateObject().Concat(after.EnumerateObject()).Select(p => p.Name).Distinct())
            {
                var (old, now) = (before.TryGetProperty(name, out var o) ? o : default, after.TryGetProperty(name, out var n) ? n : default);
                foreach (var part in Parts(old, now, path.Length == 0 ? name : $"{path}.{name}"))
                {
                    yield return part;
                }
            }
        }
        else if (path.Length > 0 && !IsSame(before, after))
        {
            yield return (path, IsScalar(before) ? before.Clone() : default, IsScalar(after) ? after.Clone() : default);
        }
    }

    /// <summary>What an undo did, by table, as one figure of all.</summary>
    private static JsonElement Sum(JsonElement rows, string figure) => JsonSerializer.SerializeToElement(
        rows.EnumerateArray().Sum(row => row.TryGetProperty(figure, out var count) && count.TryGetInt64(out var number) ? number : 0));

    /// <summary>0.60 is 0.6: who looks is told of values, not of how they were written.</summary>
    private static bool IsSame(JsonElement before, JsonElement after) =>
        before.ValueKind == JsonValueKind.Number && after.ValueKind == JsonValueKind.Number
            ? before.GetDecimal() == after.GetDecimal()
            : Raw(before) == Raw(after);

    private static string Raw(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();

    private static bool IsScalar(JsonElement value) => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

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
