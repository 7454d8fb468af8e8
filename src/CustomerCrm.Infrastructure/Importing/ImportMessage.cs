using System.Globalization;
using System.Resources;
using CustomerCrm.Infrastructure.Resources;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>
/// What is told of a file or a row: a text by its key, said in the language of who reads it, and what stands in it. Statements
/// in SQL write it as key, first and second, with a tab between.
/// </summary>
public sealed record ImportMessage(string Key, string? First = null, string? Second = null)
{
    private const char Between = '\t';
    private static readonly ResourceManager Texts = new(typeof(ImportTexts));

    public static ImportMessage Parse(string written)
    {
        var parts = written.Split(Between, 3);
        return new ImportMessage(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public string Written => string.Join(Between, Key, First, Second).TrimEnd(Between);

    /// <summary>In the language of the moment, one line: what stands in it may come from a file, and terminals obey control characters.</summary>
    public override string ToString()
    {
        var text = string.Format(CultureInfo.InvariantCulture, Texts.GetString(Key, CultureInfo.CurrentUICulture) ?? Key, First, Second);
        return OneLine.Of(text);
    }
}
