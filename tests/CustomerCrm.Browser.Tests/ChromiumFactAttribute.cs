namespace CustomerCrm.Browser.Tests;

/// <summary>A test in Chromium: skipped by name where there is none at the desk, failed in CI.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Path is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "Chromium is not installed (apt-get install chromium fonts-noto-cjk).";
        }
    }
}

/// <summary>As <see cref="ChromiumFactAttribute"/>, with examples.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute()
    {
        Skip = new ChromiumFactAttribute().Skip;
    }
}
