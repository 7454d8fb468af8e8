using CustomerCrm.Infrastructure.Importing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class ImportVerb
{
    public static Verb Parse(string[] args)
    {
        var arguments = new Arguments(args, ["--create-customers", "--dry-run"], []);
        var name = arguments.Word("the kind of file");
        var kind = ImportKinds.Find(name)
            ?? throw new CommandException($"'{name}' is no kind of file; there are {string.Join(", ", ImportKinds.Names)}");
        var path = arguments.Word("FILE");
        var options = new ImportOptions(arguments.Has("--create-customers"), DryRun: arguments.Has("--dry-run"));
        arguments.End();
        return async (services, terminal, cancellation) =>
        {
            var importer = services.GetRequiredService<Importer>();
            var result = await importer.ApplyAsync(
                kind, path, options, "command line", () => terminal.Output.WriteLine("Another import is under way; waiting for it ..."), cancellation);
            return result switch
            {
                ImportResult.Applied applied => await TellAsync(terminal, applied, options.DryRun),
                ImportResult.RowsInError rows => await TellAsync(terminal, rows),
                ImportResult.FileRefused refused => await terminal.RefuseAsync(refused.Reason.ToString()),
                _ => throw new InvalidOperationException("An import ended in a way nobody knows."),
            };
        };
    }

    private static async Task<bool> TellAsync(Terminal terminal, ImportResult.Applied applied, bool dryRun)
    {
        foreach (var warning in applied.Warnings)
        {
            await terminal.SayAsync("warning: " + warning);
        }

        await terminal.SayAsync(
            $"{applied.RowsRead} rows read: {applied.Added} added, {applied.Changed} changed, {applied.Unchanged} as they were."
            + (dryRun ? " Dry run: nothing was applied." : applied.Added + applied.Changed == 0 ? " Nothing changed." : ""));
        return true;
    }

    private static async Task<bool> TellAsync(Terminal terminal, ImportResult.RowsInError rows)
    {
        foreach (var error in rows.Errors)
        {
            await terminal.RefuseAsync(error.ToString().ReplaceLineEndings(" "));
        }

        return await terminal.RefuseAsync(
            (rows.ErrorCount > rows.Errors.Count ? $"and {rows.ErrorCount - rows.Errors.Count} more errors; " : "") + "nothing was applied");
    }
}
