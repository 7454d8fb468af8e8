using CustomerCrm.Infrastructure.Customers.Bulk;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Bulk;

/// <summary>Bulk edits in the reader's words.</summary>
public sealed class BulkWords(IStringLocalizer<WorkTexts> text, Formats format)
{
    public string What(BulkChange change) => change switch
    {
        { Action: BulkAction.AssignOwner, Name: { } name } => text["Bulk.What.Assign", name],
        { Action: BulkAction.AssignOwner } => text["Bulk.What.Nobody"],
        { Action: BulkAction.SetTag } => text["Bulk.What.Set", change.Name!],
        _ => text["Bulk.What.Take", change.Name!],
    };

    public string Customers(int count) => count == 1 ? text["Bulk.Customer"] : text["Bulk.Customers", format.Number((long)count)];

    /// <summary>Why some of those chosen are not among those changed.</summary>
    public IEnumerable<string> LeftOut(BulkChange change)
    {
        if (change.NotTheirs > 0)
        {
            yield return text["Bulk.NotTheirs", Customers(change.NotTheirs)];
        }

        if (change.Already > 0)
        {
            yield return text["Bulk.Already." + change.Action, Customers(change.Already)];
        }

        if (change.LeftOut > 0)
        {
            yield return text["Bulk.LeftOut", Customers(change.LeftOut)];
        }
    }

    public string Nothing(BulkAnswer.Nothing nothing, BulkAction action) => string.Join(' ', LeftOut(new BulkChange
    {
        Action = action,
        NotTheirs = nothing.NotTheirs,
        Already = nothing.Already,
    }).Prepend(text["Bulk.Nothing"]));

    public string State(BulkEdit edit, BulkChange change) => edit.UndoneAt is not null ? text["Bulk.State.Undone"]
        : change.AppliedAt is not null ? text["Bulk.State.Done"]
        : text["Bulk.State.Open"];
}
