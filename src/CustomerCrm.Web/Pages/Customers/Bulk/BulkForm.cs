using System.Globalization;
using CustomerCrm.Infrastructure.Customers.Bulk;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Pages.Customers.Listing;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Bulk;

/// <summary>Customers chosen on the list, and what is to be done to them.</summary>
public sealed class BulkForm
{
    public const string Assign = "assign";
    public const string SetTag = "set";
    public const string TakeTag = "take";

    /// <summary>Chosen as owner: nobody.</summary>
    public const string Nobody = "none";

    public const int TagLength = 100;

    /// <summary>More than a page holds.</summary>
    private const int MostIds = 500;

    /// <summary>One by one.</summary>
    public List<string> Ids { get; set; } = [];

    /// <summary>Those of the page, all at once, where its box was ticked; ids with commas between.</summary>
    public string? Page { get; set; }

    /// <summary>Set where all results of the list are meant.</summary>
    public string? All { get; set; }

    /// <summary>The list, as its address says it.</summary>
    public string? List { get; set; }

    public string? Do { get; set; }

    public string? Owner { get; set; }

    public string? Tag { get; set; }

    public string? CleanTag => TypedText.Line(Tag);

    public bool IsAll => !string.IsNullOrEmpty(All);

    /// <summary>Null where the address means nothing.</summary>
    public ListQuery? ReadList() => ListQuery.Read(List ?? "");

    /// <summary>Null where one of the ids is none, or they are too many.</summary>
    public IReadOnlyList<long>? ReadIds()
    {
        var texts = Ids.Concat((Page ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)).Take(MostIds + 1).ToList();
        var ids = new List<long>();
        foreach (var text in texts)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return null;
            }

            ids.Add(id);
        }

        return ids.Count > MostIds ? null : [.. ids.Distinct()];
    }

    /// <summary>Null for nobody; only where the rules hold.</summary>
    public long? ReadOwner() => Owner == Nobody ? null : long.Parse(Owner!, NumberStyles.None, CultureInfo.InvariantCulture);

    public BulkSelection ReadSelection() => IsAll ? new BulkSelection(ReadList()!.Filter, []) : new BulkSelection(null, ReadIds()!);
}

internal sealed class BulkRules : AbstractValidator<BulkForm>
{
    public BulkRules(IStringLocalizer<WorkTexts> text, IStringLocalizer<Shell> shell)
    {
        RuleFor(f => f.Do).Must(d => d is BulkForm.Assign or BulkForm.SetTag or BulkForm.TakeTag).WithMessage(_ => text["Bulk.NoAction"]);
        RuleFor(f => f.List).Must((form, _) => form.ReadList() is not null).WithMessage(_ => text["Bulk.NoList"]);
        RuleFor(f => f.Ids).Must((form, _) => form.IsAll || form.ReadIds() is { Count: > 0 }).WithMessage(_ => text["Bulk.NobodyChosen"]);
        When(f => f.Do == BulkForm.Assign, () => RuleFor(f => f.Owner)
            .Must(owner => owner == BulkForm.Nobody || long.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .WithMessage(_ => text["Bulk.NoOwner"]));
        When(f => f.Do is BulkForm.SetTag or BulkForm.TakeTag, () =>
        {
            RuleFor(f => f.Tag).Text(shell, () => text["Bulk.Tag"], BulkForm.TagLength);
            RuleFor(f => f.Tag).Must((form, _) => form.CleanTag is not null).When(f => TypedText.IsKeepable(f.Tag))
                .WithMessage(_ => text["Bulk.NoTag"]);

            // Files write several tags with it between.
            RuleFor(f => f.Tag).Must(tag => tag?.Contains('|', StringComparison.Ordinal) != true).WithMessage(_ => text["Bulk.TagBar"]);
        });
    }
}
