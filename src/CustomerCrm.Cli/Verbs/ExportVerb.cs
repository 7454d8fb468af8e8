using CustomerCrm.Infrastructure.Exporting;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class ExportVerb
{
    public static Verb Parse(string[] args)
    {
        var arguments = new Arguments(args, [], ["--as-of"]);
        var name = arguments.Word("what to export");
        var kind = ExportKinds.Find(name)
            ?? throw new CommandException($"'{name}' is nothing to export; there are {string.Join(", ", ExportKinds.Names)}");
        if (arguments.Has("--as-of") && !ExportKinds.IsOfRuns(kind))
        {
            throw new CommandException("there is no option --as-of here; facts have no run");
        }

        var (path, asOf) = (arguments.Word("FILE"), arguments.Date("--as-of"));
        arguments.End();
        return async (services, terminal, cancellation) =>
            await TellAsync(terminal, kind, await services.GetRequiredService<Exporter>().WriteAsync(kind, asOf, path, cancellation));
    }

    private static async Task<bool> TellAsync(Terminal terminal, ExportKind kind, ExportOutcome outcome)
    {
        switch (outcome)
        {
            case ExportOutcome.Written written:
                await terminal.SayAsync(
                    $"{written.Rows} {RowsOf(kind)} written" + (written.AsOf is { } asOf ? $", as of {asOf:yyyy-MM-dd}." : "."));
                return true;
            case ExportOutcome.NoSuchRun { Dates.Count: 0 }:
                return await terminal.RefuseAsync("there are no scores yet; 'crm recompute' makes them");
            case ExportOutcome.NoSuchRun none:
                return await terminal.RefuseAsync(
                    "there is no run of that date; there are " + string.Join(", ", none.Dates.Select(d => d.ToString("yyyy-MM-dd", null))));
            case ExportOutcome.NoFolder missing:
                return await terminal.RefuseAsync("there is no folder " + missing.Folder);
            case ExportOutcome.NotWritable file:
                return await terminal.RefuseAsync("the file cannot be written: " + file.Path);
            default:
                throw new InvalidOperationException("An export ended in a way nobody knows.");
        }
    }

    private static string RowsOf(ExportKind kind) =>
        kind == ExportKind.Scores ? "customers" : ExportKinds.NameOf(kind).Replace('-', ' ');
}
