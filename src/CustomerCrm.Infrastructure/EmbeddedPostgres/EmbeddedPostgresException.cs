namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>The embedded server could not be used. The message is one sentence for the person who started the application.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException(string message) : base(message) { }

    public EmbeddedPostgresException(string message, Exception? innerException) : base(message, innerException) { }
}
