using System.Globalization;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Web.Pages.Customers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerCrm.Web.TagHelpers;

/// <summary>
/// <c>&lt;customers of="filter" count="n"&gt;a figure&lt;/customers&gt;</c>: a figure that leads to exactly the customers it stands
/// for. Where it stands for nobody it is quiet and leads nowhere. With <c>drawn</c> it wraps a shape of a chart; the chart's
/// table holds the same link for who does not point.
/// </summary>
[HtmlTargetElement("customers", Attributes = "of,count")]
public sealed class CustomersTagHelper(IUrlHelperFactory urls) : TagHelper
{
    public CustomerFilter Of { get; set; } = CustomerFilter.Everybody;

    public long Count { get; set; }

    public bool Drawn { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Count == 0)
        {
            output.TagName = Drawn ? "g" : "span";
            output.Attributes.SetAttribute("class", "muted");
            return;
        }

        output.TagName = "a";
        output.Attributes.SetAttribute("href", urls.GetUrlHelper(ViewContext).Page("/Customers/Index", FilterAddress.Write(Of)));
        output.Attributes.SetAttribute("data-count", Count.ToString(CultureInfo.InvariantCulture));
        if (Drawn)
        {
            output.Attributes.SetAttribute("tabindex", "-1");
        }
    }
}
