using CustomerCrm.Infrastructure.Scoring;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class RecomputeVerb
{
    public static Verb Parse(string[] args)
    {
        // A recompute is always full, from the facts; --full asks for what is done anyway.
        var arguments = new Arguments(args, ["--full"], ["--as-of", "--version"]);
        var request = new RecomputeRequest(arguments.Date("--as-of"), arguments.Number("--version"), "command line");
        arguments.End();
        return async (services, terminal, cancellation) =>
            await TellAsync(terminal, await services.GetRequiredService<Recompute>().RunAsync(request, cancellation));
    }

    public static async Task<bool> TellAsync(Terminal terminal, RunOutcome outcome)
    {
        switch (outcome)
        {
            case RunOutcome.Scored scored:
                await terminal.SayAsync(
                    $"{scored.Customers} customers scored as of {scored.AsOf:yyyy-MM-dd} under version {scored.PolicyVersion}"
                    + (scored.Kind == RunKind.Dated ? ", beside the current scores." : "."));
                return true;
            case RunOutcome.NoBuyer none:
                await terminal.SayAsync(
                    $"Nobody bought in the window that ends on {none.AsOf:yyyy-MM-dd}, so there is no scale to score on yet.");
                return true;
            case RunOutcome.UnknownVersion unknown:
                return await terminal.RefuseAsync($"there is no policy version {unknown.Version}");
            case RunOutcome.DraftChanged changed:
                return await terminal.RefuseAsync($"{changed.By} changed the draft meanwhile");
            case RunOutcome.VersionOnlyForPast past:
                return await terminal.RefuseAsync($"--version is only for a date before {past.CurrentAsOf:yyyy-MM-dd}, the date of the current scores");
            default:
                throw new InvalidOperationException("A run ended in a way nobody knows.");
        }
    }
}
