using CustomerCrm.Domain.Tiers;
using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.TagHelpers;

/// <summary><c>&lt;tier value="@tier" /&gt;</c>: a tier as a word with its colour; never the colour alone.</summary>
[HtmlTargetElement("tier", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TierTagHelper(IStringLocalizer<Glossary> glossary) : TagHelper
{
    public Tier Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        var more = output.Attributes["class"]?.Value;
        output.Attributes.SetAttribute("class", $"tier tier-{Value.ToString().ToLowerInvariant()} {more}".TrimEnd());
        output.Content.SetContent(glossary["Tier." + Value]);
    }
}
