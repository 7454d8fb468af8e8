using System.Globalization;

namespace CustomerCrm.Infrastructure.Importing.Reading;

/// <summary>The file as a whole cannot be read; <see cref="Reason"/> tells people why.</summary>
public sealed class UnreadableFileException(ImportMessage reason) : Exception(reason.Key)
{
    public UnreadableFileException(string key, string? first = null, string? second = null)
        : this(new ImportMessage(key, first, second))
    {
    }

    public UnreadableFileException(string key, long first, string? second = null)
        : this(key, first.ToString(CultureInfo.InvariantCulture), second)
    {
    }

    public UnreadableFileException(string key, long first, long second)
        : this(key, first, second.ToString(CultureInfo.InvariantCulture))
    {
    }

    public ImportMessage Reason => reason;
}
