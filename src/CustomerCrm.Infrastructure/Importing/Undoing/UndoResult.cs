namespace CustomerCrm.Infrastructure.Importing.Undoing;

/// <param name="SkipKept">Undo what can be undone where some rows must stay, instead of nothing.</param>
/// <param name="DryRun">Find out everything, change nothing.</param>
/// <param name="NoWait">Give way where an import or another undo is under way, instead of waiting for it.</param>
public sealed record UndoOptions(bool SkipKept = false, bool DryRun = false, bool NoWait = false);

/// <summary>A row that an undo must leave as it is: its table, its key, why.</summary>
public sealed record KeptRow(string Subject, string Key, ImportMessage Reason)
{
    /// <summary>One line for a terminal, which obeys control characters.</summary>
    public override string ToString() => OneLine.Of($"{Subject} {Key}: {Reason}");
}

/// <summary>How many rows of a table went, and how many are again what they were.</summary>
public sealed record UndoneRows(string Subject, long Removed, long Restored);

/// <summary>How an undo ended. Refusals are values.</summary>
public abstract record UndoResult
{
    /// <summary>
    /// Undone, whole or, with SkipKept, without the rows named; in a dry run it would have been. <paramref name="KeptCount"/>
    /// may be more than are named.
    /// </summary>
    /// <param name="Whole">Nothing of the import is left that a later undo could still take.</param>
    public sealed record Undone(IReadOnlyList<UndoneRows> Rows, IReadOnlyList<KeptRow> Kept, long KeptCount, bool Whole) : UndoResult
    {
        public long Removed => Rows.Sum(r => r.Removed);

        public long Restored => Rows.Sum(r => r.Restored);
    }

    /// <summary>Nothing was undone, for the rows named; <paramref name="KeptCount"/> may be more than are named.</summary>
    public sealed record Forbidden(IReadOnlyList<KeptRow> Kept, long KeptCount) : UndoResult;

    public sealed record NoSuchImport : UndoResult;

    /// <summary>An import or another undo is under way, and the caller does not wait.</summary>
    public sealed record Busy : UndoResult;

    public sealed record UndoneAlready(DateTimeOffset At, string By) : UndoResult;
}
