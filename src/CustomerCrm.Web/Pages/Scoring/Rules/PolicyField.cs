namespace CustomerCrm.Web.Pages.Scoring.Rules;

/// <summary>What a field of a policy holds, and so how it is typed and shown.</summary>
public enum PolicyFieldKind
{
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A ratio, typed and shown times 100.</summary>
    Percent,

    /// <summary>In base currency.</summary>
    Money,
    Switch,
    Tier,
    Missing,
    Method,

    /// <summary>101 breakpoints.</summary>
    Scale,
}

/// <summary>One setting of a scoring policy.</summary>
/// <param name="Path">Its place in policy.json, such as <c>guards.groupBuy.maxShare</c>.</param>
/// <param name="Term">The glossary's word for it, where there is one.</param>
/// <param name="Unit">A text of the unit, where the kind does not say it.</param>
public sealed record PolicyField(string Path, PolicyFieldKind Kind = PolicyFieldKind.Number, string? Term = null, string? Unit = null)
{
    /// <summary>What is left empty is computed at publication.</summary>
    public bool IsComputed { get; init; }

    /// <summary>A weight: only its share of the group's sum counts.</summary>
    public bool IsWeight { get; init; }

    /// <summary>The name of its property on the form: the path without dots.</summary>
    public string Name { get; } = string.Concat(Path.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}

/// <summary>Settings that belong together.</summary>
public sealed record PolicyGroup(string Name, IReadOnlyList<PolicyField> Fields);
