namespace CustomerCrm.Infrastructure.Importing;

/// <param name="CreateCustomers">Make a customer of each unknown key instead of refusing its row.</param>
/// <param name="SkipErrors">Apply the good rows, hand the bad ones back.</param>
/// <param name="DryRun">Check everything, change nothing.</param>
public sealed record ImportOptions(bool CreateCustomers = false, bool SkipErrors = false, bool DryRun = false);

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
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }
}

/// <summary>How an import ended. Refusals are values.</summary>
public abstract record ImportResult
{
    /// <summary>Applied, whole or, with SkipErrors, without the rows in error; in a dry run it would have been.</summary>
    public sealed record Applied(
        int RowsRead, int Added, int Changed, IReadOnlyList<ImportMessage> Warnings, IReadOnlyList<RowError> Skipped) : ImportResult
    {
        public int Unchanged => RowsRead - Skipped.Select(e => e.Line).Distinct().Count() - Added - Changed;
    }

    /// <summary>Nothing was applied, for the rows named; <paramref name="ErrorCount"/> may be more than are named.</summary>
    public sealed record RowsInError(IReadOnlyList<RowError> Errors, long ErrorCount) : ImportResult;

    /// <summary>Nothing was applied: the file as a whole cannot be read.</summary>
    public sealed record FileRefused(ImportMessage Reason) : ImportResult;
}
