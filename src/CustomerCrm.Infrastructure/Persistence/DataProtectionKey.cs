namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>A key of the ring that protects cookies and tokens; in the database, so that every node and restart shares it.</summary>
public sealed class DataProtectionKey
{
    public int Id { get; private init; }

    public required string FriendlyName { get; init; }

    public required string Xml { get; init; }
}
