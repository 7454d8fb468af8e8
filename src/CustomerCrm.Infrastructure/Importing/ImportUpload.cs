namespace CustomerCrm.Infrastructure.Importing;

/// <summary>A file sent by page, kept in the database until it is applied or dropped, so that any node can read it.</summary>
public sealed class ImportUpload
{
    public long Id { get; private init; }

    public required string Kind { get; init; }

    public required string FileName { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public required long UploadedById { get; init; }

    public required string UploadedBy { get; init; }

    /// <summary>The choices of the form, as JSON.</summary>
    public required string Options { get; set; }

    /// <summary>What the last check or the application said, as JSON; null before the first.</summary>
    public string? Result { get; set; }

    /// <summary>The import it became; null while it was not applied.</summary>
    public long? ImportId { get; set; }
}

/// <summary>A piece of an upload, or of the error file made of it, of a megabyte at most.</summary>
public sealed class ImportUploadPart
{
    public required long UploadId { get; init; }

    public required bool IsErrorFile { get; init; }

    public required int Part { get; init; }

    public required byte[] Content { get; init; }
}
