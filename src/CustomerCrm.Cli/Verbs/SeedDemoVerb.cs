using CustomerCrm.Infrastructure.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class SeedDemoVerb
{
    public static Verb Parse(string[] args)
    {
        new Arguments(args, [], []).End();
        return async (services, terminal, cancellation) =>
        {
            var demo = services.GetRequiredService<DemoFirm>();
            var password = await demo.EnsureAsync(line => terminal.Output.WriteLine(line + " ..."), cancellation);
            foreach (var signIn in DemoFirm.SignIns)
            {
                await terminal.SayAsync($"{signIn.Email} ({signIn.Role}), password {password}");
            }

            return true;
        };
    }
}
