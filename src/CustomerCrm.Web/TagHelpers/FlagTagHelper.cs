using CustomerCrm.Domain.Tiers;
using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.TagHelpers;

/// <summary><c>&lt;flag value="@flag" /&gt;</c>: something to look at, as a word.</summary>
[HtmlTargetElement("flag", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FlagTagHelper(IStringLocalizer<Glossary> glossary) : TagHelper
{
    public CustomerFlags Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "flag");
        output.Content.SetContent(glossary["Flag." + Value]);
    }
}
