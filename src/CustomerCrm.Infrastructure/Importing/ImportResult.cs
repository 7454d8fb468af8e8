namespace CustomerCrm.Infrastructure.Importing;

/// <param name="CreateCustomers">Make a customer of each unknown key instead of refusing its row.</param>
/// <param name="SkipErrors">Apply the good rows, hand the bad ones back.</param>
/// <param name="DryRun">Check everything, change nothing.</param>
/// <param name="Encoding">The file's encoding by name; null to find it out.</param>
/// <param name="ErrorFile">Where to write the rows in error, if anywhere.</param>
/// <param name="ScoreLater">Leave the customers in the queue, for the run that is to follow at once.</param>
/// <param name="NoWait">Give way where another import is under way, instead of waiting for it.</param>
public sealed record ImportOptions(
    bool CreateCustomers = false, bool SkipErrors = false, bool DryRun = false, string? Encoding = null, string? ErrorFile = null,
    bool ScoreLater = false, bool NoWait = false);

/// <summary>A row that cannot be applied: where, what stood there, why.</summary>
public sealed record RowError(long Line, string Column, string Value, ImportMessage Reason)
{
    private const int LongestTold = 100;

    /// <summary>What stood there, as much of it as helps to find it: a cell may be large, and errors many.</summary>
    public string Value { get; } = Value.Length > LongestTold ? Value[..LongestTold] + "…" : Value;

    /// <summary>One line for a terminal, which obeys control characters.</summary>
    public override string ToString()
    {
        var text = Value.Length == 0 ? $"line {Line}, {Column}: {Reason}" : $"line {Line}, {Column} '{Value}': {Reason}";
        return OneLine.Of(text);
    }
}

/// <summary>What is wrong with a file's rows.</summary>
/// <param name="First">The first of them in the file's order.</param>
/// <param name="Count">How many there are; a row may have several.</param>
/// <param name="Rows">How many rows are in error.</param>
public sealed record ImportErrors(IReadOnlyList<RowError> First, long Count, int Rows);

/// <summary>How an import ended. Refusals are values.</summary>
public abstract record ImportResult
{
    /// <summary>Applied, whole or, with SkipErrors, without the rows in error; in a dry run it would have been.</summary>
    public sealed record Applied(
        int RowsRead, int Added, int Changed, IReadOnlyList<ImportMessage> Warnings, ImportErrors Skipped) : ImportResult
    {
        public int Unchanged => Math.Max(0, RowsRead - Skipped.Rows - Added - Changed);
    }

    /// <summary>Nothing was applied, for the rows named.</summary>
    public sealed record RowsInError(int RowsRead, ImportErrors Errors, IReadOnlyList<ImportMessage> Warnings) : ImportResult;

    /// <summary>Nothing was applied: the file as a whole cannot be read.</summary>
    public sealed record FileRefused(ImportMessage Reason) : ImportResult;

    /// <summary>This very upload was applied before; nothing was done again.</summary>
    public sealed record AppliedBefore : ImportResult;

    /// <summary>Another import is under way, and the caller does not wait.</summary>
    public sealed record Busy : ImportResult;
}
