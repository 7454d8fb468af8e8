using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class ImportListVerb
{
    public static Verb Parse(string[] args)
    {
        new Arguments(args, [], []).End();
        return async (services, terminal, cancellation) =>
        {
            var imports = services.GetRequiredService<CrmDbContext>().Imports.AsNoTracking().OrderBy(i => i.Id);
            await foreach (var import in imports.AsAsyncEnumerable().WithCancellation(cancellation))
            {
                await terminal.SayAsync(Line(import));
            }

            return true;
        };
    }

    /// <summary>One line for a terminal, which obeys control characters; a file's name may hold some.</summary>
    private static string Line(Import import)
    {
        var line = $"{import.Id}  {import.Kind}  {import.FileName}  {Terminal.Time(import.AppliedAt)} by {import.AppliedBy}: "
            + $"{import.RowsRead} rows read, {import.RowsAdded} added, {import.RowsChanged} changed"
            + (import.UndoneAt is { } undoneAt ? $"; undone {Terminal.Time(undoneAt)} by {import.UndoneBy}" : "");
        return OneLine.Of(line);
    }
}
