using Npgsql;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>
/// Two transactions that wait for each other: the server ends one of them, and nothing of it was applied. What holds no more than
/// its own transaction can simply do it again.
/// </summary>
internal static class Deadlocks
{
    private const int MostAttempts = 3;

    /// <summary>Whether a transaction gave way to another one, as the driver or Entity Framework tells it.</summary>
    public static bool IsLost(Exception exception) => (exception as PostgresException ?? exception.InnerException) is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    /// <param name="work">A whole transaction, from its beginning to its commit.</param>
    public static async Task<T> AgainAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (PostgresException e) when (attempt < MostAttempts && IsLost(e))
            {
                // The other one had its way; now it is our turn.
            }
        }
    }
}
