using CustomerCrm.Infrastructure.Importing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class ImportVerb
{
    public static Verb Parse(string[] args)
    {
        var arguments = new Arguments(args, ["--skip-errors", "--create-customers", "--dry-run"], ["--encoding", "--error-file"]);
        var name = arguments.Word("the kind of file");
        var kind = ImportKinds.Find(name)
            ?? throw new CommandException($"'{name}' is no kind of file; there are {string.Join(", ", ImportKinds.Names)}");
        var path = arguments.Word("FILE");
        arguments.End();
        var skip = arguments.Has("--skip-errors");
        var options = new ImportOptions(
            arguments.Has("--create-customers"),
            skip,
            arguments.Has("--dry-run"),
            arguments.Value("--encoding"),
            arguments.Value("--error-file") ?? (skip ? ErrorFileBeside(path) : null));
        return async (services, terminal, cancellation) =>
        {
            var importer = services.GetRequiredService<Importer>();
            var result = await importer.ApplyAsync(
                kind, path, options, "command line", () => terminal.Output.WriteLine("Another import is under way; waiting for it ..."), cancellation);
            return result switch
            {
                ImportResult.Applied applied => await TellAsync(terminal, applied, options),
                ImportResult.RowsInError rows => await TellAsync(terminal, rows, options),
                ImportResult.FileRefused refused => await terminal.RefuseAsync(refused.Reason.ToString()),
                _ => throw new InvalidOperationException("An import ended in a way nobody knows."),
            };
        };
    }

    /// <summary>orders.csv and orders.csv.gz have orders.errors.csv.</summary>
    private static string ErrorFileBeside(string path)
    {
        var plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.ChangeExtension(plain, ".errors.csv");
    }

    /// <returns>True only when every row was applied: with --skip-errors what could be was, but not all was done.</returns>
    private static async Task<bool> TellAsync(Terminal terminal, ImportResult.Applied applied, ImportOptions options)
    {
        await WarnAsync(terminal, applied.Warnings);
        await ListAsync(terminal, applied.Skipped, options);
        var inError = applied.Skipped.Rows > 0 ? $", {applied.Skipped.Rows} in error" : "";
        await terminal.SayAsync(
            $"{applied.RowsRead} rows read: {applied.Added} added, {applied.Changed} changed, {applied.Unchanged} as they were{inError}."
            + (options.DryRun ? " Dry run: nothing was applied." : applied.Added + applied.Changed == 0 ? " Nothing changed." : ""));
        return applied.Skipped.Count == 0;
    }

    private static async Task<bool> TellAsync(Terminal terminal, ImportResult.RowsInError rows, ImportOptions options)
    {
        await WarnAsync(terminal, rows.Warnings);
        await ListAsync(terminal, rows.Errors, options);
        return await terminal.RefuseAsync("nothing was applied");
    }

    private static async Task WarnAsync(Terminal terminal, IReadOnlyList<ImportMessage> warnings)
    {
        foreach (var warning in warnings)
        {
            await terminal.SayAsync("warning: " + warning);
        }
    }

    private static async Task ListAsync(Terminal terminal, ImportErrors errors, ImportOptions options)
    {
        foreach (var error in errors.First)
        {
            await terminal.RefuseAsync(error.ToString());
        }

        if (errors.Count > errors.First.Count)
        {
            await terminal.RefuseAsync($"and {errors.Count - errors.First.Count} more errors");
        }

        if (errors.Count > 0 && options.ErrorFile is { } file)
        {
            await terminal.SayAsync($"{errors.Rows} rows in error are written to {file}");
        }
    }
}
