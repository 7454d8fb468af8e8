using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.TestSupport;

/// <summary>Exports in few words.</summary>
public static class TestExports
{
    public static async Task<ExportOutcome> TryExportAsync(
        this TestCrm crm, ExportKind kind, string path, DateOnly? asOf = null, Viewer? viewer = null, CancellationToken cancellation = default)
    {
        await using var scope = crm.Scope(viewer);
        return await scope.ServiceProvider.GetRequiredService<Exporter>().WriteAsync(kind, asOf, path, cancellation);
    }

    /// <summary>The text of a file that must come about.</summary>
    public static async Task<string> ExportAsync(this TestCrm crm, ExportKind kind, DateOnly? asOf = null, Viewer? viewer = null)
    {
        var path = crm.ExportPath(kind);
        if (await crm.TryExportAsync(kind, path, asOf, viewer) is not ExportOutcome.Written written)
            throw new InvalidOperationException($"{kind} could not be exported.");
        var text = await File.ReadAllTextAsync(path);
        return written.Rows >= 0 && text.EndsWith('\n') ? text : throw new InvalidOperationException("The file has no end.");
    }

    /// <summary>Its lines, the header first; for texts without line ends of their own.</summary>
    public static async Task<string[]> ExportLinesAsync(this TestCrm crm, ExportKind kind, DateOnly? asOf = null, Viewer? viewer = null) =>
        (await crm.ExportAsync(kind, asOf, viewer)).TrimEnd('\n').Split('\n');

    /// <summary>Where <see cref="ExportAsync"/> puts the file.</summary>
    public static string ExportPath(this TestCrm crm, ExportKind kind) =>
        Path.Combine(crm.Database.Folder, "out-" + ExportKinds.NameOf(kind) + ".csv");
}
