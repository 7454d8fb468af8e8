using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>
/// Writes rows by binary COPY and reads them from a data reader, column by column as the EF model says, so that a column is
/// named in one place. Compiled once for each table.
/// </summary>
public sealed class EntityColumns<TRow>
{
    private readonly Action<NpgsqlBinaryImporter, TRow> write;
    private readonly Func<NpgsqlDataReader, int, TRow> read;

    public EntityColumns(IEntityType entity)
    {
        Table = entity.GetTableName() ?? entity.GetViewName()!;
        var columns = entity.GetProperties().Select(p => new Column(p)).ToArray();
        Names = [.. columns.Select(c => c.Name)];
        write = CompileWrite(columns);
        read = CompileRead(columns);
    }

    public string Table { get; }

    public IReadOnlyList<string> Names { get; }

    public int Count => Names.Count;

    /// <summary>The columns, separated by commas, each behind an optional alias.</summary>
    public string List(string alias = "") => string.Join(", ", Names.Select(n => alias.Length > 0 ? $"{alias}.{n}" : n));

    public Task<NpgsqlBinaryImporter> BeginCopyAsync(NpgsqlConnection connection, string table, CancellationToken cancellation) =>
        connection.BeginCopyAsync($"COPY {table} ({List()}) FROM STDIN (FORMAT BINARY)", cancellation);

    public void Write(NpgsqlBinaryImporter importer, TRow row)
    {
        importer.StartRow();
        write(importer, row);
    }

    /// <param name="offset">The ordinal of the first column of this row.</param>
    public TRow Read(NpgsqlDataReader reader, int offset) => read(reader, offset);

    private static Action<NpgsqlBinaryImporter, TRow> CompileWrite(Column[] columns)
    {
        var importer = Expression.Parameter(typeof(NpgsqlBinaryImporter));
        var row = Expression.Parameter(typeof(TRow));
        var writes = columns.Select(column =>
        {
            Expression value = Expression.Property(row, column.Property.PropertyInfo!);
            var plain = Nullable.GetUnderlyingType(value.Type) is not null ? Expression.Property(value, "Value") : value;
            var writeValue = Expression.Call(
                importer, nameof(NpgsqlBinaryImporter.Write), [column.StoreType],
                plain.Type == column.StoreType ? plain : Expression.Convert(plain, column.StoreType),
                Expression.Constant(column.DbType));
            return value.Type.IsValueType && plain == value
                ? (Expression)writeValue
                : Expression.IfThenElse(
                    Expression.Equal(value, Expression.Constant(null, value.Type)),
                    Expression.Call(importer, nameof(NpgsqlBinaryImporter.WriteNull), null),
                    writeValue);
        });
        return Expression.Lambda<Action<NpgsqlBinaryImporter, TRow>>(Expression.Block(writes), importer, row).Compile();
    }

    private static Func<NpgsqlDataReader, int, TRow> CompileRead(Column[] columns)
    {
        var reader = Expression.Parameter(typeof(NpgsqlDataReader));
        var offset = Expression.Parameter(typeof(int));
        var bindings = columns.Select((column, i) =>
        {
            var ordinal = Expression.Add(offset, Expression.Constant(i));
            var type = column.Property.ClrType;
            Expression value = Expression.Call(reader, nameof(NpgsqlDataReader.GetFieldValue), [column.StoreType], ordinal);
            value = value.Type == type ? value : Expression.Convert(value, type);
            return (MemberBinding)Expression.Bind(
                column.Property.PropertyInfo!,
                column.Property.IsNullable
                    ? Expression.Condition(
                        Expression.Call(reader, nameof(NpgsqlDataReader.IsDBNull), null, ordinal), Expression.Default(type), value)
                    : value);
        });
        return Expression.Lambda<Func<NpgsqlDataReader, int, TRow>>(
            Expression.MemberInit(Expression.New(typeof(TRow)), bindings), reader, offset).Compile();
    }

    private sealed class Column(IProperty property)
    {
        public IProperty Property => property;

        public string Name => property.GetColumnName();

        public Type StoreType { get; } = StoreTypeOf(property);

        public NpgsqlDbType DbType => StoreType switch
        {
            var t when t == typeof(short) => NpgsqlDbType.Smallint,
            var t when t == typeof(int) => NpgsqlDbType.Integer,
            var t when t == typeof(long) => NpgsqlDbType.Bigint,
            var t when t == typeof(decimal) => NpgsqlDbType.Numeric,
            var t when t == typeof(bool) => NpgsqlDbType.Boolean,
            var t when t == typeof(DateOnly) => NpgsqlDbType.Date,
            var t when t == typeof(string) => NpgsqlDbType.Text,
            _ => throw new NotSupportedException($"{property.Name} is a {StoreType.Name}."),
        };

        private static Type StoreTypeOf(IProperty property)
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            return type.IsEnum ? typeof(short) : type;
        }
    }
}
