using System.Globalization;
using CustomerCrm.Infrastructure.Importing.Undoing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class ImportUndoVerb
{
    public static Verb Parse(string[] args)
    {
        var arguments = new Arguments(args, ["--skip-kept", "--dry-run"], []);
        var word = arguments.Word("IMPORT");
        if (!long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var import))
        {
            throw new CommandException($"'{word}' is no number of an import; 'crm import list' tells them");
        }

        var options = new UndoOptions(arguments.Has("--skip-kept"), arguments.Has("--dry-run"));
        arguments.End();
        return async (services, terminal, cancellation) =>
        {
            var result = await services.GetRequiredService<ImportUndo>().UndoAsync(
                import, options, "command line",
                () => terminal.Output.WriteLine("An import or another undo is under way; waiting for it ..."), cancellation);
            return result switch
            {
                UndoResult.Undone undone => await TellAsync(terminal, undone, options.DryRun),
                UndoResult.Forbidden forbidden => await TellAsync(
                    terminal, forbidden.Kept, forbidden.KeptCount, "nothing was undone; --skip-kept undoes the rest"),
                UndoResult.NoSuchImport => await terminal.RefuseAsync($"there is no import {import}; 'crm import list' tells them"),
                UndoResult.UndoneAlready already => await terminal.RefuseAsync(
                    string.Create(CultureInfo.InvariantCulture, $"import {import} was undone already, on {already.At.UtcDateTime:yyyy-MM-dd} by {already.By}")),
                _ => throw new InvalidOperationException("An undo ended in a way nobody knows."),
            };
        };
    }

    private static async Task<bool> TellAsync(Terminal terminal, UndoResult.Undone undone, bool dryRun)
    {
        foreach (var rows in undone.Rows)
        {
            await terminal.SayAsync($"{rows.Subject}: {rows.Removed} removed, {rows.Restored} as before.");
        }

        if (undone.Rows.Count == 0)
        {
            await terminal.SayAsync("There was nothing to remove or to restore.");
        }

        if (dryRun)
        {
            await terminal.SayAsync("Dry run: nothing was undone.");
        }

        return undone.KeptCount == 0 || await TellAsync(
            terminal, undone.Kept, undone.KeptCount, $"{undone.KeptCount} rows were kept" + (undone.Whole ? "; nothing is left to undo" : ""));
    }

    private static async Task<bool> TellAsync(Terminal terminal, IReadOnlyList<KeptRow> kept, long count, string end)
    {
        foreach (var row in kept)
        {
            await terminal.RefuseAsync(row.ToString());
        }

        return await terminal.RefuseAsync((count > kept.Count ? $"and {count - kept.Count} more rows; " : "") + end);
    }
}
