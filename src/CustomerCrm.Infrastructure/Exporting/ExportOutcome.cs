namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>How an export ended. Refusals are values.</summary>
public abstract record ExportOutcome
{
    /// <param name="AsOf">The date of the run it tells of; null where it tells of none, or of all.</param>
    public sealed record Written(DateOnly? AsOf, int Rows) : ExportOutcome;

    /// <summary>There is no run of that date, but of these.</summary>
    public sealed record NoSuchRun(IReadOnlyList<DateOnly> Dates) : ExportOutcome;

    /// <summary>The folder the file should stand in is not there.</summary>
    public sealed record NoFolder(string Folder) : ExportOutcome;

    /// <summary>The folder takes no file, or something else stands in the file's place.</summary>
    public sealed record NotWritable(string Path) : ExportOutcome;
}
