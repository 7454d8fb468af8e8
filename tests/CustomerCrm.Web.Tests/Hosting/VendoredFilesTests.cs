using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Hosting;

public sealed class VendoredFilesTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    [Fact]
    public void Manifest_NamesEveryCopiedFile_AsItWasCopied()
    {
        var root = Path.Combine(crm.Services.GetRequiredService<IWebHostEnvironment>().ContentRootPath, "wwwroot");
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "lib", "manifest.json")));
        var listed = manifest.RootElement.GetProperty("packages").EnumerateArray()
            .SelectMany(p => p.GetProperty("files").EnumerateArray())
            .ToDictionary(f => f.GetProperty("path").GetString()!, f => f.GetProperty("sha256").GetString()!);

        var copied = Directory.EnumerateFiles(Path.Combine(root, "lib"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Where(f => f != "lib/manifest.json");

        copied.ShouldBeSubsetOf(listed.Keys);
        foreach (var (path, hash) in listed)
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(root, path)))).ShouldBe(hash, path);
    }
}
