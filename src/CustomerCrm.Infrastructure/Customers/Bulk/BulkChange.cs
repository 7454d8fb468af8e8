using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustomerCrm.Infrastructure.Customers.Bulk;

public enum BulkAction
{
    AssignOwner = 1,
    SetTag = 2,
    TakeTag = 3,
}

/// <summary>What a bulk edit does and how far it got.</summary>
public sealed record BulkChange
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Part of what an edit says that was confirmed.</summary>
    internal const string IsConfirmed = """{"confirmed": true}""";

    public required BulkAction Action { get; init; }

    /// <summary>Who gets them; null for nobody.</summary>
    public long? OwnerId { get; init; }

    /// <summary>Null while the tag is yet to be made.</summary>
    public long? TagId { get; init; }

    /// <summary>Of the owner or the tag, when it was asked; null for nobody.</summary>
    public string? Name { get; init; }

    /// <summary>How many the reader chose of those he sees.</summary>
    public int Chosen { get; init; }

    /// <summary>Of those, how many are not his to change.</summary>
    public int NotTheirs { get; init; }

    /// <summary>Of those, how many are already as wanted.</summary>
    public int Already { get; init; }

    /// <summary>What stands behind the question mark of the list they were chosen on.</summary>
    public string List { get; init; } = "";

    public bool Confirmed { get; init; }

    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>How many were picked but had changed when it was done.</summary>
    public int LeftOut { get; init; }

    /// <summary>The last audit row of the edit: a later one is about what somebody did since.</summary>
    public long LastAuditId { get; init; }

    /// <summary>Null until it was taken back.</summary>
    public BulkUndo? Undo { get; init; }

    public static BulkChange Of(BulkEdit edit) => Parse(edit.Change);

    public static BulkChange Parse(string kept) => JsonSerializer.Deserialize<BulkChange>(kept, Json)!;

    public string Written() => JsonSerializer.Serialize(this, Json);
}

/// <summary>How many customers were given back, and who was left because somebody changed him since, or could not be.</summary>
/// <param name="ChangedSince">How many have another owner or tag by now.</param>
/// <param name="NotTheirs">How many would go back to where who takes it back may not reach.</param>
/// <param name="First">The first of those left.</param>
public sealed record BulkUndo(int Given, int ChangedSince, int NotTheirs, IReadOnlyList<BulkLeft> First)
{
    /// <summary>How many of those left are named.</summary>
    public const int MostNamed = 100;

    [JsonIgnore]
    public int Left => ChangedSince + NotTheirs;
}

public sealed record BulkLeft(long CustomerId, bool IsChanged);
