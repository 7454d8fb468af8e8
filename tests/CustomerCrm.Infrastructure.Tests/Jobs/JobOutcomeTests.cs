using System.Globalization;
using CustomerCrm.Infrastructure.Jobs;

namespace CustomerCrm.Infrastructure.Tests.Jobs;

/// <summary>How a job ended is kept as a key with figures and told in the reader's language.</summary>
public sealed class JobOutcomeTests
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-Hans");

    [Fact]
    public void Tell_KeptAndReadAgain_SaysTheSameInBothLanguages()
    {
        var outcome = JobOutcome.Parse(JobOutcome.Of("Scored", ("version", 3), ("asOf", new DateOnly(2026, 6, 30)), ("customers", 12_345)).Written());

        outcome.ToString().ShouldBe("12345 customers scored as of 2026-06-30 under version 3.");
        outcome.Tell(Chinese, value => value is DateOnly date ? date.ToString("M.d", CultureInfo.InvariantCulture) : $"<{value}>")
            .ShouldBe("截至 6.30 按版本 <3> 为 <12345> 位客户评分。");
        outcome.Number("customers").ShouldBe(12_345);
        outcome.Number("asOf").ShouldBeNull();
    }

    [Theory]
    [InlineData("as of 2026-06-30, version 1, 2 customers")]
    [InlineData("{\"no\": \"key\"}")]
    [InlineData("{\"key\": 5}")]
    [InlineData("{broken")]
    [InlineData("")]
    public void Parse_OldWords_AreToldAsTheyAre(string words)
    {
        JobOutcome.Parse(words).ToString().ShouldBe(words);
        JobOutcome.Parse(words).Written().ShouldBe(words);
    }

    [Theory]
    [InlineData("{\"key\":\"Scored\",\"args\":{}}", "Scored")]
    [InlineData("{\"key\":\"OfALaterNode\",\"args\":{\"n\":1}}", "OfALaterNode 1")]
    [InlineData("{\"key\":\"Failed\",\"args\":{\"reason\":\"{9} \\n<b>\"}}", "Failed: {9}")]
    public void Tell_WhatDoesNotFitItsText_NeverFails(string kept, string begins) =>
        JobOutcome.Parse(kept).ToString().ShouldStartWith(begins);
}
