using CustomerCrm.Bench;
using CustomerCrm.Bench.Chaos;
using CustomerCrm.Infrastructure.EmbeddedPostgres;
using CustomerCrm.Infrastructure.Hosting;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

try
{
    if (options.Command == BenchCommand.Chaos)
    {
        return await ChaosBench.RunAsync(options, Console.WriteLine) ? 0 : 1;
    }

    await using var crm = await BenchCrm.OpenAsync();
    if (options.Command == BenchCommand.Dashboard)
    {
        await DashboardBench.RunAsync(crm, options, Console.WriteLine);
        return 0;
    }

    if (options.Command == BenchCommand.Preview)
    {
        await PreviewBench.RunAsync(crm, options, Console.WriteLine);
        return 0;
    }

    return await ImportBench.RunAsync(crm, options, Console.WriteLine) ? 0 : 1;
}
catch (Exception e) when (e is SettingException or EmbeddedPostgresException or OperationCanceledException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
