using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>PostgreSQL's names: <c>EstimatedAnnualSpend</c> is <c>estimated_annual_spend</c>.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            // A row version is the system column xmin, which keeps its name.
            if (!property.IsConcurrencyToken || property.ClrType != typeof(uint))
            {
                property.SetColumnName(Of(property.Name));
            }
        }

        foreach (var key in entity.GetKeys())
        {
            key.SetName(Of(key.GetName()!));
        }

        // What is read by a query of its own stands in no table, and has neither.
        foreach (var foreignKey in entity.GetForeignKeys())
        {
            foreignKey.SetConstraintName(foreignKey.GetConstraintName() is { } name ? Of(name) : null);
        }

        foreach (var index in entity.GetIndexes())
        {
            index.SetDatabaseName(index.GetDatabaseName() is { } name ? Of(name) : null);
        }
    }

    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
