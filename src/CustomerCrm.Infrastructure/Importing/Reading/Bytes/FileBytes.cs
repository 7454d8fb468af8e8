namespace CustomerCrm.Infrastructure.Importing.Reading.Bytes;

/// <summary>
/// The bytes of a file, unpacked where its first ones say gzip, whatever its name says. They can be read again from the start:
/// once to find out what they are, once for the rows.
/// </summary>
internal sealed class FileBytes : IDisposable
{
    private const int HeadSize = 64 * 1024;

    private readonly Stream file;
    private readonly long largest;
    private readonly bool packed;
    private GzipMembers? members;
    private long count;

    /// <param name="file">Can seek; is disposed with this.</param>
    /// <param name="packed">Its name says that it is gzip.</param>
    public FileBytes(Stream file, bool packed, long largest)
    {
        (this.file, this.largest) = (file, largest);
        var head = ReadHead();
        this.packed = GzipMembers.BeginWith(head);
        if (packed && !this.packed && head.Length > 0)
        {
            throw new UnreadableFileException("File.NotGzip");
        }

        Rewind();
    }

    /// <exception cref="UnreadableFileException">There is no such file, it may not be read, or it is a pipe.</exception>
    public static FileBytes Open(string path, long largest)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return file.CanSeek
                ? new FileBytes(file, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), largest)
                : throw new UnreadableFileException("File.CannotOpen", path);
        }
        catch (Exception e) when (file is null && e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UnreadableFileException("File.CannotOpen", path);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>The first bytes, unpacked; fewer only where the file has no more. The next read begins at the start.</summary>
    public byte[] ReadHead()
    {
        Rewind();
        var head = new byte[HeadSize];
        var filled = 0;
        while (filled < head.Length && Read(head.AsSpan(filled)) is > 0 and var read)
        {
            filled += read;
        }

        Rewind();
        return head[..filled];
    }

    public void Rewind()
    {
        members?.Dispose();
        file.Position = 0;
        members = packed ? new GzipMembers(file) : null;
        count = 0;
    }

    /// <exception cref="UnreadableFileException">There are more than may be, or they are no whole gzip.</exception>
    public int Read(Span<byte> buffer)
    {
        try
        {
            var read = members is null ? file.Read(buffer) : members.Read(buffer);
            count += read;
            return count <= largest ? read : throw new UnreadableFileException("File.TooLarge", largest);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableFileException("File.NotGzip");
        }
    }

    public void Dispose()
    {
        members?.Dispose();
        file.Dispose();
    }
}
