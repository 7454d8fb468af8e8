namespace CustomerCrm.Infrastructure.Importing;

/// <summary>Text that may come from a file or a person, as one line for a terminal, which obeys control characters.</summary>
public static class OneLine
{
    public static string Of(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
