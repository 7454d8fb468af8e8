using System.Text.RegularExpressions;

namespace CustomerCrm.Architecture.Tests;

/// <summary>Doors that code must not go round: the row filter, SQL as text, the clock.</summary>
public sealed partial class DoorTests
{
    /// <summary>Who sends SQL through the context, and why that is right there.</summary>
    private static readonly Dictionary<string, string> RawSql = new()
    {
        ["CustomerCrm.Infrastructure/Audit/NewIds.cs"] = "takes ids from the sequences before rows are written, which no query can",
        ["CustomerCrm.Infrastructure/Hosting/DatabaseSetup.cs"] = "the one row each of firm and draft, whoever comes first",
        ["CustomerCrm.Infrastructure/Portfolio/Movements/MovementQueries.cs"] = "windows over the history, which a query cannot say; the row filter stands around it",
        ["CustomerCrm.Infrastructure/Demo/DemoFirm.cs"] = "an advisory lock",
        ["CustomerCrm.Infrastructure/Customers/SearchText.cs"] = "ids asked first and once (ANY of an ARRAY), which LINQ has no word for; composed, so the row filter holds",
        ["CustomerCrm.Infrastructure/Customers/MatrixPlaces.cs"] = "thresholds inside the policy's JSON, which LINQ has no word for; composed, so the row filter holds",
        ["CustomerCrm.Infrastructure/Customers/Duplicates.cs"] = "several indexes at once over the same functions; composed, so the row filter holds",
    };

    /// <summary>Who may name the machine's own clock: where it is made the TimeProvider of everybody.</summary>
    private static readonly string[] ClockMakers = ["CustomerCrm.Infrastructure/Hosting/CrmServices.cs"];

    [Fact]
    public void Source_RowFilter_IsNeverLeftOut() => SourceTree.Files(".cs", ".cshtml")
        .Where(file => file.Code.Contains("IgnoreQueryFilters", StringComparison.Ordinal))
        .Select(file => file.Name)
        .ShouldBeEmpty();

    [Fact]
    public void Source_RawSqlThroughTheContext_IsWhereAReasonStands() => SourceTree.Files(".cs", ".cshtml")
        .Where(file => !SourceTree.IsGenerated(file) && RawSqlCall().IsMatch(file.Code))
        .Select(file => file.Name)
        .ShouldBe(RawSql.Keys, ignoreOrder: true);

    /// <summary>
    /// The driver keeps one reader for each connection and hands it out again: who disposes one by hand inside its scope disposes it
    /// a second time at the end of the scope, and closes the reader of whoever got the connection meanwhile.
    /// </summary>
    [Fact]
    public void Source_Readers_AreDisposedByTheirScopeAlone() => SourceTree.Files(".cs")
        .Where(file => DisposedReader().IsMatch(file.Code))
        .Select(file => file.Name)
        .ShouldBeEmpty();

    [Fact]
    public void Domain_Clock_IsNone() => SourceTree.FilesOf(["Domain"], ".cs")
        .Where(file => Clock().IsMatch(file.Code) || DomainClock().IsMatch(file.Code))
        .Select(file => file.Name)
        .ShouldBeEmpty();

    [Fact]
    public void Source_Clock_IsTheTimeProvider() => SourceTree.FilesOf(["Infrastructure", "Web", "Cli"], ".cs", ".cshtml")
        .Where(file => Clock().IsMatch(file.Code))
        .Select(file => file.Name)
        .ShouldBeEmpty();

    [Fact]
    public void Source_SystemClock_IsNamedWhereServicesAreComposed() => SourceTree.Files(".cs")
        .Where(file => file.Code.Contains("TimeProvider.System", StringComparison.Ordinal))
        .Select(file => file.Name)
        .Except(ClockMakers)
        .ShouldBeEmpty();

    [GeneratedRegex(@"\b(FromSql|ExecuteSql|SqlQuery)\w*[(<]")]
    private static partial Regex RawSqlCall();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"[rR]eader\.(Dispose|Close)(Async)?\(")]
    private static partial Regex DisposedReader();

    [GeneratedRegex(@"\bTimeProvider\b|\bStopwatch\b|\bTickCount|FromDateTime\(DateTime\b")]
    private static partial Regex DomainClock();
}
