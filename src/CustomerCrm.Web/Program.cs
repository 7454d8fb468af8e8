using CustomerCrm.Infrastructure.EmbeddedPostgres;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Web.Hosting;
using Microsoft.AspNetCore.Connections;
using Serilog.Extensions.Logging;

using var interruption = new StartInterruption();
try
{
    var builder = WebStart.CreateBuilder(args);
    using var logs = new SerilogLoggerFactory(WebLog.Create(builder.Configuration), dispose: true);

    // Disposed in reverse: the application drains first, the database it used stops last.
    await using var database = await CrmDatabase.OpenAsync(
        builder.Configuration, logs.CreateLogger<CrmDatabase>(), interruption.Token);
    builder.Logging.ClearProviders();
    builder.Services.AddSingleton<ILoggerFactory>(logs);
    builder.Services.AddCrm(database, builder.Configuration);
    builder.Services.AddCrmWeb(builder.Configuration);

    await using var app = builder.Build();
    app.UseCrmWeb();

    var demo = await app.PrepareAsync(Console.Out, interruption.Token);
    interruption.StartIsOver();
    await app.StartAsync();
    await app.AnnounceAsync(demo, Console.Out);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is EmbeddedPostgresException or SettingException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{e.Message.TrimEnd('.')}; another address can be given with --urls.");
    return 1;
}
catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
{
    return 1;
}

/// <summary>Named so that tests can start the application in their own process.</summary>
public sealed partial class Program;
