namespace CustomerCrm.Infrastructure.Lab;

/// <summary>
/// Word that a customer was scored anew, or belongs to another owner or region: what is held in memory of him is old. Written in
/// the transaction that did it, read by whoever holds such memory, swept away by the next full run.
/// </summary>
public sealed class RescoredCustomer
{
    /// <summary>In place of an id: more than it is worth to name.</summary>
    public const long VeryMany = 0;

    /// <summary>The writing transaction, xid8: a reader asks for those his last snapshot could not see.</summary>
    public ulong Xid { get; private init; }

    public long CustomerId { get; private init; }
}
