namespace CustomerCrm.Infrastructure.Importing;

/// <summary>A file that was applied.</summary>
public sealed class Import
{
    public long Id { get; private init; }

    public required string Kind { get; init; }

    public required string FileName { get; init; }

    public required DateTimeOffset AppliedAt { get; init; }

    public required string AppliedBy { get; init; }

    public int RowsRead { get; init; }

    public int RowsAdded { get; init; }

    public int RowsChanged { get; init; }

    /// <summary>Null while anything of it is left, or could come back.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    public string? UndoneBy { get; init; }
}

/// <summary>How an existing row looked before an import changed it.</summary>
public sealed class ImportBeforeImage
{
    public long Id { get; private init; }

    public required long ImportId { get; init; }

    /// <summary>The table.</summary>
    public required string Subject { get; init; }

    public required string Key { get; init; }

    /// <summary>The row as JSON.</summary>
    public required string Before { get; init; }
}

/// <summary>
/// A row of an import that somebody edited by hand since: it is no longer the import's, and an undo names it instead of
/// taking it.
/// </summary>
public sealed class ImportHandEdit
{
    public long Id { get; private init; }

    public required long ImportId { get; init; }

    /// <summary>The table.</summary>
    public required string Subject { get; init; }

    /// <summary>The row's primary key, its parts with a slash between.</summary>
    public required string RowId { get; init; }
}
