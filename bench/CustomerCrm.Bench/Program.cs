using CustomerCrm.Bench;
using CustomerCrm.Infrastructure.Hosting;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

try
{
    await using var crm = await BenchCrm.OpenAsync();
    if (options.Dashboard)
    {
        await DashboardBench.RunAsync(crm, options, Console.WriteLine);
        return 0;
    }

    return await ImportBench.RunAsync(crm, options, Console.WriteLine) ? 0 : 1;
}
catch (SettingException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
