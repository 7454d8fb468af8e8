namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>The embedded server could not be used; the message is one sentence for whoever started the application.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException(string message) : base(message) { }

    public EmbeddedPostgresException(string message, Exception? innerException) : base(message, innerException) { }
}
