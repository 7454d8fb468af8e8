using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Demo;

/// <summary>A demo sign-in, to be printed and nowhere logged.</summary>
public sealed record DemoSignIn(string Email, string Role);

/// <summary>
/// The sample firm: a year of real orders lived month by month, and three users to look at it. It loads only into a database without a customer or
/// user; a load that was interrupted goes on where it stands, since every import may be applied twice.
/// </summary>
public sealed class DemoFirm(
    CrmDbContext db, ViewerContext viewer, DemoUsers users, Importer importer, DemoHistory history, DemoSettings settings, TimeProvider clock)
{
    /// <summary>The last day of the real orders, and one more: "today" of the sample firm.</summary>
    public static readonly DateOnly ScoringDate = SamplePeriods.Ends[^1];

    public static readonly IReadOnlyList<DemoSignIn> SignIns =
    [
        new("rep@demo.local", Roles.SalesRep),
        new("manager@demo.local", Roles.Manager),
        new("admin@demo.local", Roles.Admin),
    ];

    private const string Currency = "GBP";
    private const long LoadLock = 0x43524D_04;

    /// <summary>What a firm knows before it sells.</summary>
    private static readonly (ImportKind Kind, string File)[] Files =
    [
        (ImportKind.Customers, "customers.csv"),
        (ImportKind.Activities, "activities.csv"),
    ];

    /// <summary>
    /// As configured; else on where the server is embedded and holds no firm of its own, so that who began with his own data
    /// is not stopped by a demo he never asked for.
    /// </summary>
    public async Task<bool> IsWantedAsync(CancellationToken cancellation)
    {
        viewer.Current = Viewer.Everything(Actor.System);
        return settings.Enabled
            ?? (settings.IsEmbedded
                && (await db.Firms.AnyAsync(f => f.DemoLoadedAt != null, cancellation) || !await HoldsForeignDataAsync(cancellation)));
    }

    /// <summary>Loads what is not loaded yet and sets the demo users' password.</summary>
    /// <param name="progress">Told what is being done, for people who wait.</param>
    /// <returns>The password.</returns>
    /// <exception cref="SettingException">The database holds something else already, or a file is missing.</exception>
    public async Task<string> EnsureAsync(Action<string> progress, CancellationToken cancellation)
    {
        viewer.Current = Viewer.Everything(Actor.System);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync($"SELECT pg_advisory_xact_lock({LoadLock})", cancellation);
        var firm = await db.Firms.SingleAsync(cancellation);
        if (firm.DemoLoadedAt is null)
        {
            await RefuseForeignDataAsync(cancellation);
        }

        await transaction.RollbackAsync(cancellation);
        var password = await users.EnsureAsync(SignIns, cancellation);
        if (firm.DemoLoadedAt is null)
        {
            await LoadAsync(progress, cancellation);
        }

        return password;
    }

    private async Task LoadAsync(Action<string> progress, CancellationToken cancellation)
    {
        var firm = await db.Firms.SingleAsync(cancellation);
        (firm.Name, firm.Currency, firm.ScoringDate) = ("Blythe & Rowan Gifts", Currency, ScoringDate);
        await db.SaveChangesAsync(cancellation);
        foreach (var (kind, file) in Files)
        {
            progress($"Loading the sample firm: {ImportKinds.NameOf(kind)}");
            await importer.ApplySampleAsync(kind, Path.Combine(SamplesFolder(), file), cancellation);
        }

        await history.LiveAsync(SamplesFolder(), progress, cancellation);
        firm.DemoLoadedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
    }

    private async Task RefuseForeignDataAsync(CancellationToken cancellation)
    {
        if (await HoldsForeignDataAsync(cancellation))
        {
            throw new SettingException(
                "The sample firm loads only into a database without a customer or user; this one has some, so leave Demo__Enabled off.");
        }
    }

    /// <summary>A user that is not the demo's, or customers without the demo's users: a load that was interrupted has those.</summary>
    private async Task<bool> HoldsForeignDataAsync(CancellationToken cancellation) =>
        await db.Users.AnyAsync(u => !u.IsDemo, cancellation)
        || (!await db.Users.AnyAsync(cancellation) && await db.Customers.AnyAsync(cancellation));

    private static string SamplesFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "samples", "online-retail");
            if (Directory.Exists(samples))
            {
                return samples;
            }
        }

        throw new SettingException("The folder samples/online-retail is not beside the program, so the sample firm cannot be loaded.");
    }
}
