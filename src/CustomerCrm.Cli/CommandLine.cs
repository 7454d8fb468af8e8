using System.Data.Common;
using System.Globalization;
using CustomerCrm.Cli.Verbs;
using CustomerCrm.Infrastructure.EmbeddedPostgres;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerCrm.Cli;

/// <summary>
/// The verbs of formats.md. Exit code 0 only when all was done; errors on standard error, a line each; what went wrong inside
/// is one line too, never a stack trace.
/// </summary>
public static class CommandLine
{
    private const int Refused = 1;
    private const int NotUnderstood = 2;

    private const string Usage =
        """
        crm migrate
        crm create-admin --email E --name N      # prints a one-time link, or takes the password from standard input
        crm seed-demo                            # the sample firm, only into a database without a customer or user
        crm import customers|orders|order-lines|activities|costs|surveys FILE
                   [--skip-errors [--error-file FILE]] [--create-customers] [--dry-run] [--encoding NAME]
        crm import list                          # every import: its number, kind, file, when, by whom, rows, undone when
        crm import undo IMPORT [--skip-kept] [--dry-run]
        crm policy export [--version V] FILE     # scales included
        crm policy import FILE                   # replaces the whole draft; {} is the defaults
        crm policy publish --note TEXT [--as-of DATE]
        crm policy roll-back --to V --note TEXT
        crm preview FILE                         # a policy.json against the version in force: counts, matrix, movers, as JSON; nothing is written
        crm jobs list|recompute|cancel JOB       # what the web nodes do: seen, asked for, cancelled
        crm recompute [--as-of DATE] [--version V] [--full]
        crm export scores|tier-changes [--as-of DATE] FILE
        crm export customers|orders|order-lines|costs|activities|surveys FILE
        """;

    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextReader input, TextWriter output, TextWriter errors, IConfiguration? settings = null)
    {
        if (args.Count == 0 || args[0] is "help" or "--help" or "-h")
        {
            await output.WriteLineAsync(Usage);
            return args.Count == 0 ? NotUnderstood : 0;
        }

        // The command line speaks English, whatever the machine does: scripts read it.
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler cancel = (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += cancel;
        try
        {
            var verb = Find(args);
            return await InHostAsync(settings ?? FromEnvironment(), verb, new Terminal(input, output, errors), stop.Token);
        }
        catch (CommandException e)
        {
            return await FailAsync(errors, e.Message, NotUnderstood);
        }
        catch (Exception e) when (e is SettingException or EmbeddedPostgresException)
        {
            return await FailAsync(errors, e.Message, Refused);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync(errors, "stopped; nothing was applied", Refused);
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            return await FailAsync(errors, e.Message, Refused);
        }
        catch (Exception e) when (e is DbUpdateException || e.InnerException is DbException)
        {
            // Entity Framework tells what the database said one level down.
            return await FailAsync(errors, (e.InnerException ?? e).Message, Refused);
        }
        finally
        {
            Console.CancelKeyPress -= cancel;
        }
    }

    private static Verb Find(IReadOnlyList<string> args)
    {
        var rest = args.Skip(1).ToArray();
        return args[0] switch
        {
            "migrate" => MigrateVerb.Parse(rest),
            "create-admin" => CreateAdminVerb.Parse(rest),
            "seed-demo" => SeedDemoVerb.Parse(rest),
            "import" when rest is ["list", ..] => ImportListVerb.Parse(rest[1..]),
            "import" when rest is ["undo", ..] => ImportUndoVerb.Parse(rest[1..]),
            "import" => ImportVerb.Parse(rest),
            "policy" => PolicyVerb.Parse(rest),
            "preview" => PreviewVerb.Parse(rest),
            "jobs" => JobsVerb.Parse(rest),
            "recompute" => RecomputeVerb.Parse(rest),
            "export" => ExportVerb.Parse(rest),
            _ => throw new CommandException($"there is no verb '{args[0]}'; 'crm help' lists them"),
        };
    }

    private static async Task<int> InHostAsync(IConfiguration settings, Verb verb, Terminal console, CancellationToken cancellation)
    {
        await using var database = await CrmDatabase.OpenAsync(settings, NullLogger.Instance, cancellation);
        var services = new ServiceCollection();
        services.AddSingleton(settings);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddCrm(database, settings);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<DatabaseSetup>().PrepareAsync(cancellation);
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerContext>().Current =
            Viewer.Everything(new Actor(null, "command line"));
        return await verb(scope.ServiceProvider, console, cancellation) ? 0 : Refused;
    }

    private static IConfiguration FromEnvironment() => new ConfigurationBuilder().AddEnvironmentVariables().Build();

    private static async Task<int> FailAsync(TextWriter errors, string message, int code)
    {
        await errors.WriteLineAsync("crm: " + message.ReplaceLineEndings(" "));
        return code;
    }
}

/// <summary>What a verb does, once its words are understood; false where it refused, having said why.</summary>
internal delegate Task<bool> Verb(IServiceProvider services, Terminal console, CancellationToken cancellation);

/// <summary>Where a verb reads and writes.</summary>
internal sealed record Terminal(TextReader Input, TextWriter Output, TextWriter Errors)
{
    /// <summary>A moment as every verb tells it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    public Task SayAsync(string line) => Output.WriteLineAsync(line);

    public async Task<bool> RefuseAsync(string line)
    {
        await Errors.WriteLineAsync("crm: " + line);
        return false;
    }
}
