using System.Text.Json;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class PolicyVerb
{
    private const int LargestFile = 1 << 20;

    public static Verb Parse(string[] args) => args.FirstOrDefault() switch
    {
        "export" => ParseExport(args[1..]),
        "import" => ParseImport(args[1..]),
        "publish" => ParsePublish(args[1..]),
        "roll-back" => ParseRollBack(args[1..]),
        _ => throw new CommandException("policy needs one of export, import, publish, roll-back"),
    };

    private static Verb ParseExport(string[] args)
    {
        var arguments = new Arguments(args, [], ["--version"]);
        var version = arguments.Number("--version");
        var path = arguments.Word("FILE");
        arguments.End();
        return async (services, terminal, cancellation) =>
        {
            var db = services.GetRequiredService<CrmDbContext>();
            var number = version ?? await db.ScoreGenerations.Select(g => (int?)g.PolicyVersion).SingleOrDefaultAsync(cancellation);
            var content = number is { } wanted
                ? (await db.PolicyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == wanted, cancellation))?.Content
                : (await db.PolicyDrafts.AsNoTracking().SingleAsync(cancellation)).Content;
            if (content is null)
            {
                return await terminal.RefuseAsync($"there is no policy version {number}");
            }

            await File.WriteAllTextAsync(path, PolicyJson.Write(content) + "\n", cancellation);
            await terminal.SayAsync(number is null ? "No version is in force; the draft was written." : $"Version {number} was written.");
            return true;
        };
    }

    private static Verb ParseImport(string[] args)
    {
        var arguments = new Arguments(args, [], []);
        var path = arguments.Word("FILE");
        arguments.End();
        return async (services, terminal, cancellation) =>
        {
            var content = await ReadAsync(path, cancellation);
            var db = services.GetRequiredService<CrmDbContext>();
            var draft = await db.PolicyDrafts.SingleAsync(cancellation);
            var errors = draft.Replace(content, services.GetRequiredService<TimeProvider>().GetUtcNow(), db.Viewer.Actor.Name);
            foreach (var error in errors)
            {
                await terminal.RefuseAsync(error.ToString());
            }

            if (errors.Count > 0)
            {
                return await terminal.RefuseAsync("the draft was not changed");
            }

            if (!db.ChangeTracker.HasChanges())
            {
                await terminal.SayAsync("The draft holds this already; nothing was changed.");
                return true;
            }

            await db.SaveChangesAsync(cancellation);
            await terminal.SayAsync("The draft was replaced; it scores nobody until it is published.");
            return true;
        };
    }

    private static Verb ParsePublish(string[] args)
    {
        var arguments = new Arguments(args, [], ["--note", "--as-of"]);
        var (note, asOf) = (arguments.Required("--note"), arguments.Date("--as-of"));
        arguments.End();
        return (services, terminal, cancellation) => PublishAsync(services, terminal, asOf, null, note, cancellation);
    }

    private static Verb ParseRollBack(string[] args)
    {
        var arguments = new Arguments(args, [], ["--note", "--to"]);
        var note = arguments.Required("--note");
        var version = arguments.Number("--to") ?? throw new CommandException("--to is missing");
        arguments.End();
        return (services, terminal, cancellation) => PublishAsync(services, terminal, null, version, note, cancellation);
    }

    private static async Task<bool> PublishAsync(
        IServiceProvider services, Terminal terminal, DateOnly? asOf, int? rollBackTo, string note, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<CrmDbContext>().Firms.AnyAsync(f => f.PublishingNeedsApproval, cancellation))
        {
            return await terminal.RefuseAsync(
                "a second admin has to approve publications in this firm; the command line is nobody's second: ask on the page Scoring rules (/Scoring/Publish)");
        }

        var by = new Publication("command line", note, services.GetRequiredService<TimeProvider>().GetUtcNow());
        var outcome = await services.GetRequiredService<Recompute>().PublishAsync(new PublishRequest(asOf, rollBackTo, by), cancellation);
        return await RecomputeVerb.TellAsync(terminal, outcome);
    }

    /// <exception cref="CommandException">There is no such file, or it cannot be read as a policy.</exception>
    internal static async Task<ScoringPolicy> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new CommandException("the file cannot be opened: " + path);
        }

        if (new FileInfo(path).Length > LargestFile)
        {
            throw new CommandException("a policy file is smaller than 1 MB");
        }

        try
        {
            return PolicyJson.Read(await File.ReadAllTextAsync(path, cancellation));
        }
        catch (JsonException e)
        {
            throw new CommandException("the policy cannot be read: " + e.Message.ReplaceLineEndings(" "));
        }
    }
}
