using CustomerCrm.Infrastructure.Exporting;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class ExportVerb
{
    public static Verb Parse(string[] args)
    {
        var arguments = new Arguments(args, [], ["--as-of"]);
        var what = arguments.Word("what to export");
        if (what != "scores")
        {
            throw new CommandException($"'{what}' is nothing to export; there is scores");
        }

        var (path, asOf) = (arguments.Word("FILE"), arguments.Date("--as-of"));
        arguments.End();
        return async (services, terminal, cancellation) =>
        {
            var outcome = await services.GetRequiredService<ScoresExport>().WriteAsync(asOf, path, cancellation);
            switch (outcome)
            {
                case ExportOutcome.Written written:
                    await terminal.SayAsync($"{written.Rows} customers written, as of {written.AsOf:yyyy-MM-dd}.");
                    return true;
                case ExportOutcome.NoSuchRun { Dates.Count: 0 }:
                    return await terminal.RefuseAsync("there are no scores yet; 'crm recompute' makes them");
                case ExportOutcome.NoSuchRun none:
                    return await terminal.RefuseAsync(
                        "there is no run of that date; there are " + string.Join(", ", none.Dates.Select(d => d.ToString("yyyy-MM-dd", null))));
                default:
                    throw new InvalidOperationException("An export ended in a way nobody knows.");
            }
        };
    }
}
