using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>The Chromium of this machine, without a download and without a call to anywhere else.</summary>
internal static class Chromium
{
    private static readonly string[] Quiet =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static string? Path => Places.FirstOrDefault(File.Exists);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Path ?? throw new InvalidOperationException("Chromium is not installed."),

        // Its sandbox refuses root, which CI is.
        Args = Environment.IsPrivilegedProcess ? [.. Quiet, "--no-sandbox"] : Quiet,
    });
}
