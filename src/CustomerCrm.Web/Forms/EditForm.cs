using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;

namespace CustomerCrm.Web.Forms;

/// <summary>
/// A form over a row that others may change meanwhile. It carries the row's version and what its fields held when they were read,
/// so that a clash can be told field by field: mine, theirs, original. Its fields are texts as typed; the rules of the form and
/// its page read them.
/// </summary>
public abstract class EditForm
{
    private const string TakeTheirs = "theirs";
    private static readonly string[] Own = [nameof(Version), nameof(Original)];

    /// <summary>The row's version when it was read; null for a new row.</summary>
    public string? Version { get; set; }

    /// <summary>The fields as they were read; <c>Remember</c> writes it.</summary>
    public string? Original { get; set; }

    /// <summary>For each field that clashed, whose value to keep: <c>mine</c> or <c>theirs</c>.</summary>
    public Dictionary<string, string?> Take { get; set; } = [];

    /// <summary>Zero, which no row has, where there is none or it cannot be read.</summary>
    [BindNever]
    public uint RowVersion => uint.TryParse(Version, out var version) ? version : 0;

    /// <summary>To be called when the form was filled from its row.</summary>
    public void Remember(uint version) => Remember(version.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>To be called when the form was filled from its row, where the row's version is a text.</summary>
    public void Remember(string version)
    {
        Version = version;
        Original = WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(Fields()));
    }

    /// <summary>The fields by name, in the order of the form.</summary>
    public IReadOnlyDictionary<string, string?> Fields() => Texts().ToDictionary(p => p.Name, p => Trimmed(p));

    /// <summary>To be called first with what was posted: where theirs was chosen in a clash, theirs it is.</summary>
    public void Settle()
    {
        var theirs = Remembered();
        foreach (var field in Texts().Where(p => Take.GetValueOrDefault(p.Name) == TakeTheirs))
        {
            field.SetValue(this, theirs.GetValueOrDefault(field.Name));
        }

        Take.Clear();
    }

    /// <summary>
    /// Takes over what only the others changed, and says what both changed. From then on the form stands on the row as it is now:
    /// saved again, it wins.
    /// </summary>
    /// <param name="theirs">The form of the row as it is now, remembered.</param>
    public IReadOnlyList<FieldClash> Meet(EditForm theirs)
    {
        var (original, now) = (Remembered(), theirs.Fields());
        var clashes = new List<FieldClash>();
        foreach (var field in Texts())
        {
            var (was, mine, other) = (original.GetValueOrDefault(field.Name), Trimmed(field), now[field.Name]);
            if (other == was || other == mine)
            {
                continue;
            }

            if (mine == was)
            {
                field.SetValue(this, other);
            }

            clashes.Add(new FieldClash(field.Name, was, mine, other, IsMineToo: mine != was));
        }

        (Version, Original) = (theirs.Version, theirs.Original);
        return clashes;
    }

    private Dictionary<string, string?> Remembered()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string?>>(
                Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(Original ?? ""))) ?? [];
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return [];
        }
    }

    private string? Trimmed(PropertyInfo field) =>
        ((string?)field.GetValue(this))?.Replace("\r\n", "\n", StringComparison.Ordinal).Trim() is { Length: > 0 } text ? text : null;

    private IEnumerable<PropertyInfo> Texts() => GetType().GetProperties()
        .Where(p => p.PropertyType == typeof(string) && p.CanWrite && !Own.Contains(p.Name))
        .OrderBy(p => p.MetadataToken);
}

/// <summary>A field that others changed while it was being edited.</summary>
/// <param name="IsMineToo">Both changed it: one of the two is to be chosen. Otherwise theirs was taken over.</param>
public sealed record FieldClash(string Field, string? Original, string? Mine, string? Theirs, bool IsMineToo);

/// <summary>What the partial _Clash shows.</summary>
/// <param name="Prefix">The name of the page's property that holds the form.</param>
/// <param name="Label">What a field is called on the page.</param>
/// <param name="Show">How its value is shown where the form holds an id.</param>
public sealed record ClashView(
    string Prefix, IReadOnlyList<FieldClash> Clashes, Func<string, string> Label, Func<string, string?, string?>? Show = null);
