using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Imports;

/// <summary>What an import says, on a page: where the command line would name an option, the page names its field.</summary>
public sealed class ImportWords(IStringLocalizer<FileTexts> text)
{
    private static readonly Dictionary<string, string> OnPage = new(StringComparer.Ordinal)
    {
        ["File.NotUtf8"] = "Message.NotUtf8",
        ["Remark.EncodingDoubt"] = "Message.EncodingDoubt",
    };

    private static readonly string[] Subjects =
    [
        "customers", "orders", "order_lines", "cost_entries", "cost_activities", "cost_rates", "survey_answers", "regions", "sources", "tags",
    ];

    public string Of(string written) => Of(ImportMessage.Parse(written));

    public string Of(ImportMessage message)
    {
        var said = OnPage.TryGetValue(message.Key, out var key) ? text[key, message.First ?? "", message.Second ?? ""].Value : message.ToString();
        return said.Length > 0 ? char.ToUpper(said[0], System.Globalization.CultureInfo.CurrentCulture) + said[1..] : said;
    }

    public string Kind(string name) => ImportKinds.Find(name) is not null ? text["Kind." + name] : name;

    /// <summary>A table by what people call its rows.</summary>
    public string Subject(string table) => Subjects.Contains(table) ? text["Subject." + table] : table;
}
