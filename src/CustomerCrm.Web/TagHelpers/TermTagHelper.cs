using CustomerCrm.Domain.Tiers;
using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.TagHelpers;

/// <summary>
/// <c>&lt;term name="Profit" /&gt;</c>: a word of the model that says on a press what it means. The sentence stands once at the
/// end of the page (<see cref="TermsTagHelper"/>); the browser opens it, without script.
/// </summary>
[HtmlTargetElement("term", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TermTagHelper(IStringLocalizer<Glossary> glossary, IStringLocalizer<Shell> shell) : TagHelper
{
    /// <summary>As in the glossary: Profit, or Tier.Gold and Flag.AtRisk.</summary>
    public string Name { get; set; } = "";

    /// <summary>A small mark beside words that stand there already, such as a heading that sorts.</summary>
    public bool Mark { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        TermsOnPage.Of(ViewContext).Add(Name);
        var word = Terms.WordOf(glossary, Name);
        output.TagName = "button";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("type", "button");
        output.Attributes.SetAttribute("class", Mark ? "term-mark" : "term");
        output.Attributes.SetAttribute("popovertarget", TermsOnPage.IdOf(Name));
        if (Mark)
        {
            output.Attributes.SetAttribute("aria-label", shell["Term.What", word].Value);
            output.Content.SetContent("?");
            return;
        }

        output.Content.SetContent(word);
    }
}

/// <summary><c>&lt;terms /&gt;</c>: what the terms above it mean, each once; at the end of a page, and of a part that is loaded later.</summary>
[HtmlTargetElement("terms", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TermsTagHelper(IStringLocalizer<Glossary> glossary) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        foreach (var name in TermsOnPage.Of(ViewContext))
        {
            var note = new TagBuilder("div");
            note.Attributes.Add("id", TermsOnPage.IdOf(name));
            note.Attributes.Add("popover", "");
            note.Attributes.Add("role", "note");
            note.AddCssClass("term-note");
            var word = new TagBuilder("strong");
            word.InnerHtml.Append(Terms.WordOf(glossary, name));
            var sentence = new TagBuilder("p");
            sentence.InnerHtml.Append(glossary["Help." + name]);
            note.InnerHtml.AppendHtml(word).AppendHtml(sentence);
            output.Content.AppendHtml(note);
        }
    }
}

/// <summary>How a term is called.</summary>
public static class Terms
{
    /// <summary>Tiers and flags have their names under their own kind, every other term under Term.</summary>
    public static string WordOf(IStringLocalizer<Glossary> glossary, string name) =>
        glossary[name.Contains('.', StringComparison.Ordinal) ? name : "Term." + name];

    /// <summary>Two guards are flags as well, and have one name for both.</summary>
    public static string NameOf(Guard guard) => guard is Guard.ThinMargin or Guard.BelowZero ? "Flag." + guard : guard.ToString();
}

internal static class TermsOnPage
{
    private static readonly object Key = new();

    public static SortedSet<string> Of(ViewContext view)
    {
        var items = view.HttpContext.Items;
        if (items[Key] is not SortedSet<string> names)
        {
            items[Key] = names = new SortedSet<string>(StringComparer.Ordinal);
        }

        return names;
    }

    public static string IdOf(string name) => "term-" + name.Replace('.', '-');
}
