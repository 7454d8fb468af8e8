using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Lab.Columns;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class PreviewVerb
{
    public static Verb Parse(string[] args)
    {
        var arguments = new Arguments(args, [], []);
        var path = arguments.Word("FILE");
        arguments.End();
        return async (services, terminal, cancellation) =>
        {
            var policy = await PolicyVerb.ReadAsync(path, cancellation);
            var errors = PolicyRules.Check(policy);
            foreach (var error in errors)
            {
                await terminal.RefuseAsync(error.ToString());
            }

            if (errors.Count > 0)
            {
                return await terminal.RefuseAsync("nothing was previewed");
            }

            return await services.GetRequiredService<PreviewFile>().WriteAsync(policy, terminal.Output, cancellation)
                || await terminal.RefuseAsync("there are no scores yet to compare with; recompute first");
        };
    }
}
