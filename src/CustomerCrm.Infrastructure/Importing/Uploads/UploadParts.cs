using CustomerCrm.Infrastructure.Importing.Reading;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing.Uploads;

/// <summary>A file kept in pieces in the database, as a stream that can be read from any place; a piece at a time is in memory.</summary>
/// <param name="read">Told how far into the file the reader has come.</param>
internal sealed class PartsReader(NpgsqlDataSource database, long uploadId, bool isErrorFile, long size, Action<long>? read = null) : Stream
{
    private byte[] content = [];
    private int part = -1;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position >= size || buffer.Length == 0)
        {
            return 0;
        }

        Load((int)(Position / PartsWriter.PartSize));
        var from = (int)(Position % PartsWriter.PartSize);
        var count = Math.Min(buffer.Length, content.Length - from);
        content.AsSpan(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => size + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>By a connection of its own for a moment: the import's is busy taking the rows.</summary>
    private void Load(int wanted)
    {
        if (wanted == part)
        {
            return;
        }

        using var command = database.CreateCommand(
            "SELECT content FROM import_upload_parts WHERE upload_id = @upload AND is_error_file = @error AND part = @part");
        command.Parameters.AddWithValue("upload", uploadId);
        command.Parameters.AddWithValue("error", isErrorFile);
        command.Parameters.AddWithValue("part", wanted);
        content = command.ExecuteScalar() as byte[] ?? throw new UnreadableFileException("File.CannotOpen", "#" + uploadId);
        part = wanted;
        read?.Invoke(Position);
    }
}

/// <summary>Takes a file and keeps it in the database in pieces, each as soon as it is full.</summary>
/// <param name="keep">Keeps a piece under its number.</param>
internal sealed class PartsWriter(Func<int, ReadOnlyMemory<byte>, CancellationToken, Task> keep) : Stream
{
    public const int PartSize = 1 << 20;

    private readonly byte[] buffer = new byte[PartSize];
    private int filled;
    private int part;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => ((long)part * PartSize) + filled;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        while (bytes.Length > 0)
        {
            var count = Math.Min(bytes.Length, PartSize - filled);
            bytes[..count].CopyTo(buffer.AsMemory(filled));
            bytes = bytes[count..];
            filled += count;
            if (filled == PartSize)
            {
                await keep(part, buffer, cancellationToken);
                (part, filled) = (part + 1, 0);
            }
        }
    }

    /// <summary>Keeps what is left.</summary>
    /// <returns>How many bytes the file has.</returns>
    public async Task<long> FinishAsync(CancellationToken cancellation)
    {
        var length = Length;
        if (filled > 0)
        {
            await keep(part, buffer.AsMemory(0, filled), cancellation);
            (part, filled) = (part + 1, 0);
        }

        return length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing is kept before its piece is full.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
