using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Bench.Firm;

internal static class BinaryCopy
{
    public static Task WriteOrNullAsync(this NpgsqlBinaryImporter importer, decimal? value) =>
        value is { } known ? importer.WriteAsync(known, NpgsqlDbType.Numeric) : importer.WriteNullAsync();

    public static Task WriteOrNullAsync(this NpgsqlBinaryImporter importer, DateOnly? value) =>
        value is { } known ? importer.WriteAsync(known, NpgsqlDbType.Date) : importer.WriteNullAsync();
}
