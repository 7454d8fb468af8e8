using CustomerCrm.Infrastructure.Importing.Reading;
using CustomerCrm.Infrastructure.Importing.Reading.Bytes;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>Where a file is read from, where its rows in error go, and what is kept together with what it brings.</summary>
public abstract class ImportSource
{
    /// <summary>The file's name as people know it.</summary>
    public abstract string Name { get; }

    /// <exception cref="UnreadableFileException">It cannot be opened.</exception>
    internal abstract FileBytes Open(long largest);

    /// <summary>Keeps every error, in the order of the file.</summary>
    internal abstract Task WriteErrorsAsync(IAsyncEnumerable<RowError> errors, CancellationToken cancellation);

    /// <summary>Whether this very file was applied before; asked when no other import can be under way.</summary>
    internal virtual Task<bool> IsAppliedAsync(NpgsqlConnection connection, CancellationToken cancellation) => Task.FromResult(false);

    /// <summary>Notes in the import's own transaction what became of the file.</summary>
    /// <param name="importId">Null where it changed nothing.</param>
    internal virtual Task KeepAsync(
        NpgsqlConnection connection, ImportResult.Applied applied, long? importId, DateTimeOffset at, CancellationToken cancellation) =>
        Task.CompletedTask;
}

/// <summary>A file of this machine.</summary>
/// <param name="errorFile">Where to write the rows in error; null for nowhere.</param>
internal sealed class PathSource(string path, string? errorFile) : ImportSource
{
    public override string Name => Path.GetFileName(path);

    internal override FileBytes Open(long largest)
    {
        try
        {
            return FileBytes.Open(path, largest);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException("File.CannotOpen", path);
        }
    }

    internal override Task WriteErrorsAsync(IAsyncEnumerable<RowError> errors, CancellationToken cancellation) =>
        errorFile is null ? Task.CompletedTask : ErrorFile.WriteAsync(errorFile, errors, cancellation);
}
