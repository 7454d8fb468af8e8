using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerCrm.Web.TagHelpers;

/// <summary>
/// <c>&lt;nothing title="..."&gt;what to do next&lt;/nothing&gt;</c>: where a list or chart has nothing to show, why, and the next step.
/// </summary>
public sealed class NothingTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var next = await output.GetChildContentAsync();
        var title = new TagBuilder("p");
        title.AddCssClass("nothing-title");
        title.InnerHtml.Append(Title);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "nothing");
        output.Content.SetHtmlContent(title);
        output.Content.AppendHtml(next);
    }
}
