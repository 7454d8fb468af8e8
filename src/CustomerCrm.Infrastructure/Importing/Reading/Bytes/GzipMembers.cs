using System.Buffers.Binary;
using System.IO.Compression;

namespace CustomerCrm.Infrastructure.Importing.Reading.Bytes;

/// <summary>
/// Unpacks all gzip members of a file, one behind the other, each to its end and against its checksum. The framework's own stream
/// takes a file that was cut off for one that is finished and passes over what it does not know behind a member: rows would be
/// lost without a word.
/// </summary>
internal sealed class GzipMembers(Stream file) : IDisposable
{
    private const int TrailerSize = 8;

    private readonly GzipInput input = new(file);
    private DeflateStream? member;
    private uint checksum;
    private uint length;

    public static bool BeginWith(ReadOnlySpan<byte> head) => head.StartsWith(GzipInput.Magic);

    /// <exception cref="InvalidDataException">Damaged, cut off, or followed by something else.</exception>
    public int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (member is null)
            {
                if (!input.PassHeader())
                {
                    return 0;
                }

                member = new DeflateStream(input, CompressionMode.Decompress, leaveOpen: true);
                (checksum, length) = (0, 0);
            }

            var read = member.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                checksum = Crc32.Append(checksum, buffer[..read]);
                length = unchecked(length + (uint)read);
                return read;
            }

            EndMember();
        }
    }

    public void Dispose()
    {
        member?.Dispose();
        input.Dispose();
    }

    private void EndMember()
    {
        member!.Dispose();
        member = null;
        Span<byte> trailer = stackalloc byte[TrailerSize];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[sizeof(uint)..], length);
        input.PassTrailer(trailer);
    }
}
