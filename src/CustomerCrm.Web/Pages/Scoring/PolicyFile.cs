using System.Text;
using System.Text.Json;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>A policy.json that was uploaded: read as the command line reads it, or a text that says why not.</summary>
internal static class PolicyFile
{
    public const int LargestMegabytes = 1;

    private const int LongestReason = 300;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static async Task<(ScoringPolicy? Policy, string? Fault, string? Detail)> ReadAsync(IFormFile? file, CancellationToken cancellation)
    {
        if (file is null || file.Length == 0)
        {
            return (null, "Draft.File.Missing", null);
        }

        if (file.Length > LargestMegabytes << 20)
        {
            return (null, "Draft.File.TooLarge", null);
        }

        try
        {
            using var reader = new StreamReader(file.OpenReadStream(), Strict);
            return (PolicyJson.Read(await reader.ReadToEndAsync(cancellation)), null, null);
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            var reason = e.Message.ReplaceLineEndings(" ");
            return (null, "Draft.File.Unreadable", reason.Length > LongestReason ? reason[..LongestReason] + "…" : reason);
        }
    }
}
