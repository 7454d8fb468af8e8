using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerCrm.TestSupport;

/// <summary>
/// The statements that Entity Framework sends to one database while this lives: <c>using var sent = StatementCount.Of(database)</c>,
/// a request, and <c>sent.Count</c>. A test class has its database to itself, so that others are not counted.
/// </summary>
public sealed class StatementCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string _database;
    private readonly ConcurrentQueue<string> _statements = [];
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    private StatementCount(string database)
    {
        _database = database;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Count => _statements.Count;

    /// <summary>Their text, in the order they were sent.</summary>
    public IReadOnlyList<string> Statements => [.. _statements];

    public static StatementCount Of(CrmTestDatabase database) =>
        new(new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString).Database!);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
            _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandEventData command && command.Command.Connection?.Database == _database)
            _statements.Enqueue(command.Command.CommandText);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
    }
}
