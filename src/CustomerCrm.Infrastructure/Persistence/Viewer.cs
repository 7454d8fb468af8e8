namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>
/// Whose eyes a query sees with: every customer, or those of some owners. Nobody is the default, so that a forgotten set-up
/// shows nothing rather than everything.
/// </summary>
/// <param name="Actor">Who writes, for the audit.</param>
public sealed record Viewer(bool SeesAll, IReadOnlyList<long> OwnerIds, Actor Actor)
{
    public static readonly Viewer Nobody = new(false, [], Actor.Nobody);

    /// <summary>A rep changes no customer but his own, however many he sees.</summary>
    public bool EditsOwnOnly { get; init; }

    public static Viewer Everything(Actor actor) => new(true, [], actor);

    /// <summary>Whether he may change a customer that he sees, and what hangs on it.</summary>
    public bool MayEdit(long? ownerId) => !EditsOwnOnly || (ownerId is not null && ownerId == Actor.UserId);
}

/// <summary>Who does something: a user, or the system where nobody asked.</summary>
public sealed record Actor(long? UserId, string Name)
{
    public static readonly Actor Nobody = new(null, "nobody");

    public static readonly Actor System = new(null, "system");
}

/// <summary>Holds the viewer of one request, job or command.</summary>
public sealed class ViewerContext
{
    public Viewer Current { get; set; } = Viewer.Nobody;
}
