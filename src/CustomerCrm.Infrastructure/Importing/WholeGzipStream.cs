using System.Buffers.Binary;
using System.IO.Compression;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>
/// Unpacks one gzip member and refuses to end before its end: the framework's stream takes a file that was cut off for one that
/// is finished, and rows would be lost without a word.
/// </summary>
internal sealed class WholeGzipStream(FileStream file) : Stream
{
    private const int LengthBytes = 4;

    private readonly GZipStream unpacked = new(file, CompressionMode.Decompress, leaveOpen: true);
    private uint length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">Not gzip, damaged, or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = unpacked.Read(buffer);
        length = unchecked(length + (uint)read);
        if (read == 0 && buffer.Length > 0)
        {
            CheckLength();
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A member ends with its unpacked length, modulo 2^32.</summary>
    private void CheckLength()
    {
        Span<byte> told = stackalloc byte[LengthBytes];
        if (file.Length < LengthBytes)
        {
            throw new InvalidDataException();
        }

        file.Seek(-LengthBytes, SeekOrigin.End);
        file.ReadExactly(told);
        if (BinaryPrimitives.ReadUInt32LittleEndian(told) != length)
        {
            throw new InvalidDataException();
        }
    }
}
