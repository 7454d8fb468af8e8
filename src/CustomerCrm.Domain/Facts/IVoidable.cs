namespace CustomerCrm.Domain.Facts;

/// <summary>A fact that can be taken out by hand: it is kept and shown, but counts no more.</summary>
public interface IVoidable
{
    long Id { get; }

    uint Version { get; }

    /// <summary>Null while it counts.</summary>
    DateTimeOffset? VoidedAt { get; }

    /// <summary>A second time changes nothing.</summary>
    void Void(DateTimeOffset now);

    /// <summary>It counts again.</summary>
    void Restore();
}
