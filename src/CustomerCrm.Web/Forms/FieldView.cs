using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CustomerCrm.Web.Forms;

/// <summary>One of several values to choose from.</summary>
public sealed record FieldOption(string Value, string Label);

/// <summary>What the partial _Field shows: a label, a field and the reason beside it where it was refused.</summary>
/// <param name="Name">As it is sent.</param>
public sealed record FieldView(string Name, string Label, string? Value)
{
    /// <summary>Of the input; a list of options makes it a select, lines make it a textarea.</summary>
    public string Type { get; init; } = "text";

    public IReadOnlyList<FieldOption>? Options { get; init; }

    public int Lines { get; init; }

    public string? Hint { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>The field a reader came for.</summary>
    public bool HasFocus { get; init; }

    public int Longest { get; init; } = Domain.LineOfText.Longest;

    public string? InputMode { get; init; }

    /// <summary>Takes the whole width of the form.</summary>
    public bool IsWide { get; init; }

    public string Id => TagBuilder.CreateSanitizedId(Name, "_");

    public string? Error(ModelStateDictionary state) => state.TryGetValue(Name, out var entry) && entry.Errors.Count > 0
        ? string.Join(' ', entry.Errors.Select(e => e.ErrorMessage))
        : null;
}
