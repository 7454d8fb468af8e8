using Microsoft.AspNetCore.Identity;

namespace CustomerCrm.Infrastructure.Identity;

/// <summary>Somebody who signs in.</summary>
public sealed class CrmUser : IdentityUser<long>
{
    /// <summary>The name colleagues see.</summary>
    public string DisplayName { get; set; } = "";

    public long? TeamId { get; set; }

    public Team? Team { get; set; }

    /// <summary>Null while he may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Made by the demo, so that it can be told from the firm's own.</summary>
    public bool IsDemo { get; set; }
}

/// <summary>People who work under one manager.</summary>
public sealed class Team
{
    public long Id { get; private init; }

    public required string Name { get; set; }
}
