using System.Text.Json;

namespace CustomerCrm.Infrastructure.Importing.Uploads;

/// <summary>What the sender of a file chose.</summary>
/// <param name="Encoding">By name; null to find it out.</param>
public sealed record UploadChoices(bool SkipErrors = false, bool CreateCustomers = false, string? Encoding = null)
{
    internal ImportOptions Options(bool dryRun, bool noWait) =>
        new(CreateCustomers, SkipErrors, dryRun, Encoding, NoWait: noWait);
}

/// <summary>How a check or an application ended.</summary>
public enum UploadEnd
{
    /// <summary>Good: applied, or to be applied.</summary>
    Good,

    /// <summary>Nothing can be applied, for the rows named.</summary>
    RowsInError,

    /// <summary>The file as a whole cannot be read.</summary>
    Refused,
}

/// <summary>A row in error, its reason as <see cref="ImportMessage.Parse"/> reads it.</summary>
public sealed record UploadError(long Line, string Column, string Value, string Reason)
{
    public ImportMessage Why() => ImportMessage.Parse(Reason);
}

/// <summary>What a check or the application said, kept beside the upload in no language.</summary>
/// <param name="IsApplied">Applied for good, not only checked.</param>
/// <param name="Choices">As they were when it was said.</param>
/// <param name="Rejected">Rows in error.</param>
/// <param name="ErrorCount">Errors; a row may have several, and only the first of them are here.</param>
public sealed record UploadReport(
    bool IsApplied, UploadEnd End, DateTimeOffset At, UploadChoices Choices, int RowsRead, int Added, int Changed, int Rejected,
    long ErrorCount, IReadOnlyList<UploadError> Errors, IReadOnlyList<string> Warnings, string? Refusal)
{
    /// <summary>The import it became; null before, and where it changed nothing.</summary>
    public long? ImportId { get; init; }

    /// <summary>Rows that were, or would be, applied or found as they were.</summary>
    public int Accepted => End == UploadEnd.Good ? RowsRead - Rejected : 0;

    public int Unchanged => Math.Max(0, Accepted - Added - Changed);

    internal static UploadReport? Of(ImportResult result, bool isApplied, UploadChoices choices, DateTimeOffset at) => result switch
    {
        ImportResult.Applied good => new(
            isApplied, UploadEnd.Good, at, choices, good.RowsRead, good.Added, good.Changed, good.Skipped.Rows, good.Skipped.Count,
            ErrorsOf(good.Skipped), Written(good.Warnings), null),
        ImportResult.RowsInError rows => new(
            false, UploadEnd.RowsInError, at, choices, rows.RowsRead, 0, 0, rows.Errors.Rows, rows.Errors.Count, ErrorsOf(rows.Errors),
            Written(rows.Warnings), null),
        ImportResult.FileRefused refused => new(false, UploadEnd.Refused, at, choices, 0, 0, 0, 0, 0, [], [], refused.Reason.Written),
        _ => null,
    };

    private static UploadError[] ErrorsOf(ImportErrors errors) =>
        [.. errors.First.Select(e => new UploadError(e.Line, e.Column, e.Value, e.Reason.Written))];

    private static string[] Written(IReadOnlyList<ImportMessage> messages) => [.. messages.Select(m => m.Written)];
}

/// <summary>JSON that PostgreSQL keeps: it knows no NUL, and a file may hold one wherever a text does.</summary>
internal static class KeptJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Format).Replace("\\u0000", "\\uFFFD", StringComparison.Ordinal);

    public static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Format);
}
