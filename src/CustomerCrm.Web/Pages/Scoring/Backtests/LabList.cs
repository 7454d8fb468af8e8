using CustomerCrm.Infrastructure.Lab.Backtests;

namespace CustomerCrm.Web.Pages.Scoring.Backtests;

/// <summary>A page of the list of reports.</summary>
/// <param name="Folder">The pages of the kind: Backtests or Suggestions.</param>
public sealed record LabList(string Folder, IReadOnlyList<LabReportLine> Lines, long? Older, bool IsFirst);
