using System.Globalization;

namespace CustomerCrm.Cli;

/// <summary>The call cannot be understood, or refused; the message is one line for standard error.</summary>
public sealed class CommandException(string message) : Exception(message);

/// <summary>The words behind the verb: options with or without a value, and the rest by place. Whatever is not asked for is refused.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> options = [];
    private readonly Queue<string> words = [];

    /// <param name="flags">Options without a value.</param>
    /// <param name="valued">Options with one.</param>
    public Arguments(IEnumerable<string> args, string[] flags, string[] valued)
    {
        using var arg = args.GetEnumerator();
        while (arg.MoveNext())
        {
            var name = arg.Current;
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                words.Enqueue(name);
            }
            else if (!(flags.Contains(name) || valued.Contains(name)) || options.ContainsKey(name))
            {
                throw new CommandException(options.ContainsKey(name) ? $"{name} stands twice" : $"there is no option {name} here");
            }
            else
            {
                options[name] = flags.Contains(name) ? null
                    : arg.MoveNext() ? arg.Current
                    : throw new CommandException($"{name} needs a value");
            }
        }
    }

    public bool Has(string flag) => options.ContainsKey(flag);

    public string? Value(string option) => options.GetValueOrDefault(option);

    public string Required(string option) =>
        Value(option) is { Length: > 0 } value ? value : throw new CommandException($"{option} is missing");

    public DateOnly? Date(string option)
    {
        if (Value(option) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1900 and <= 2199
                ? date
                : throw new CommandException($"{option} is '{text}' and must be a date like 2026-11-21");
    }

    public int? Number(string option)
    {
        if (Value(option) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CommandException($"{option} is '{text}' and must be a number");
    }

    public string Word(string what) => words.TryDequeue(out var word) && word.Length > 0 ? word : throw new CommandException($"{what} is missing");

    /// <summary>To be called when every word was taken.</summary>
    public void End()
    {
        if (words.TryPeek(out var left))
        {
            throw new CommandException($"'{left}' is one word too many");
        }
    }
}
