namespace CustomerCrm.Infrastructure.Importing.Undoing;

/// <summary>A row that stays, its reason as <see cref="ImportMessage.Parse"/> reads it.</summary>
public sealed record KeptRowReport(string Subject, string Key, string Reason)
{
    public ImportMessage Why() => ImportMessage.Parse(Reason);
}

/// <summary>What an undo, or the look at one, said, in no language.</summary>
/// <param name="IsForbidden">Nothing was, or would be, undone, for the rows named.</param>
/// <param name="WasUndone">It was undone before; there was nothing to do.</param>
/// <param name="Whole">Nothing of the import is left to undo.</param>
public sealed record UndoReport(
    bool DryRun, bool IsForbidden, bool WasUndone, IReadOnlyList<UndoneRows> Rows, IReadOnlyList<KeptRowReport> Kept, long KeptCount, bool Whole)
{
    /// <returns>Null where nothing was found out: no such import, or another one is under way.</returns>
    public static UndoReport? Of(UndoResult result, bool dryRun) => result switch
    {
        UndoResult.Undone undone => new(dryRun, false, false, undone.Rows, Written(undone.Kept), undone.KeptCount, undone.Whole),
        UndoResult.Forbidden forbidden => new(dryRun, true, false, [], Written(forbidden.Kept), forbidden.KeptCount, false),
        UndoResult.UndoneAlready => new(dryRun, false, true, [], [], 0, true),
        _ => null,
    };

    private static KeptRowReport[] Written(IReadOnlyList<KeptRow> rows) =>
        [.. rows.Select(r => new KeptRowReport(r.Subject, r.Key, r.Reason.Written))];
}
