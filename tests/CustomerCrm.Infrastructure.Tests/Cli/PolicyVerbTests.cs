using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Cli;

/// <summary>policy.json in and out, publish and roll-back through the command line.</summary>
public sealed class PolicyVerbTests : CliTests
{
    [Theory]
    [InlineData("{\"windowDayz\": 365}", "windowDayz")]
    [InlineData("{\"guards\": {\"groupBuy\": {\"maximum\": 1}}}", "maximum")]
    [InlineData("{\"windowDays\": 365, \"windowDays\": 90}", "windowDays")]
    [InlineData("{\"costOfCapital\": NaN}", "'N'")]
    [InlineData("{\"costOfCapital\": \"NaN\"}", "costOfCapital")]
    [InlineData("{\"costOfCapital\": 1e400}", "costOfCapital")]
    [InlineData("{\"windowDays\": 365.5}", "windowDays")]
    [InlineData("{\"cutoffs\": null}", "cutoffs")]
    [InlineData("{\"method\": 1}", "method")]
    [InlineData("{\"method\": \"Guess\"}", "method")]
    [InlineData("null", "null")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    [InlineData("{", "")]
    public async Task Import_FileThatIsNoPolicy_IsOneLineAndChangesNothing(string json, string named)
    {
        var said = await CrmAsync("policy", "import", Write("p.json", json));

        said.OneError().ShouldStartWith("the policy cannot be read: ");
        said.Errors.ShouldContain(named);
        said.Code.ShouldBe(2);
        (await Crm.RowAsync("SELECT content, changed_by FROM policy_draft")).ShouldBe("{}|");
    }

    [Theory]
    [InlineData("{\"cutoffs\": {\"gold\": 85}}", "cutoffs.gold: the cutoffs must fall strictly from platinum to develop")]
    [InlineData("{\"cutoffs\": {\"platinum\": 60}}", "cutoffs.gold: the cutoffs must fall strictly from platinum to develop")]
    [InlineData("{\"purchaseValueWeight\": 0, \"profitWeight\": 0, \"loyaltyWeight\": 0}", "purchaseValueWeight: the weights must not sum to zero")]
    [InlineData("{\"profitWeight\": -1}", "profitWeight: must be between 0 and 1000000")]
    [InlineData("{\"windowDays\": 89}", "exposureFloorDays: must be between 1 and 89")]
    [InlineData("{\"windowDays\": 89, \"exposureFloorDays\": 10}", "windowDays: must be between 90 and 3650")]
    [InlineData("{\"windowDays\": 90, \"exposureFloorDays\": 91}", "exposureFloorDays: must be between 1 and 90")]
    [InlineData("{\"guards\": {\"thinMargin\": {\"cap\": \"Unrated\"}}}", "guards.thinMargin.cap: the cap must be one of the five tiers")]
    [InlineData("{\"purchaseValueScale\": [1, 2]}", "purchaseValueScale: a scale has 101 breakpoints")]
    [InlineData("{\"profitScale\": []}", "profitScale: a scale has 101 breakpoints")]
    [InlineData("{\"largeOrder\": 1, \"mediumOrder\": 2}", "largeOrder: the threshold of the better band lies on the wrong side of the other")]
    [InlineData("{\"satisfactionLower\": 90}", "satisfactionLower: must be between 0.01 and 80")]
    public async Task Import_PolicyAgainstTheRules_IsRefusedFieldByField(string json, string error)
    {
        var said = await CrmAsync("policy", "import", Write("p.json", json));

        said.ErrorLines.ShouldContain("crm: " + error);
        said.ErrorLines.Last().ShouldBe("crm: the draft was not changed");
        said.Code.ShouldBe(1);
        (await Crm.RowAsync("SELECT content, changed_by FROM policy_draft")).ShouldBe("{}|");
    }

    [Fact]
    public async Task Import_Window90WithTheFloorOf90_IsTaken() =>
        await GoodAsync("policy", "import", Write("p.json", "{\"windowDays\": 90}"));

    [Fact]
    public async Task Import_EmptyObject_ResetsTheWholeDraft()
    {
        await GoodAsync("policy", "import", Write("p.json", "{\"graceDays\": 9, \"cutoffs\": {\"gold\": 71}}"));

        await GoodAsync("policy", "import", Write("p.json", "{}"));

        (await Crm.WithDbAsync(db => Task.FromResult(db.PolicyDrafts.Single().Content))).ShouldBe(new ScoringPolicy());
        (await Crm.RowAsync("SELECT changed_by FROM policy_draft")).ShouldBe("command line");
    }

    [Fact]
    public async Task Import_WhatTheDraftHolds_WritesNothing()
    {
        var scale = string.Join(',', Enumerable.Range(0, 101));
        await GoodAsync("policy", "import", Write("p.json", $"{{\"graceDays\": 9, \"profitScale\": [{scale}]}}"));
        var before = await Crm.FingerprintAsync();

        (await GoodAsync("policy", "import", Write("p.json", $"{{\"graceDays\": 9, \"windowDays\": 365, \"profitScale\": [{scale}]}}")))
            .Output.ShouldContain("nothing was changed");

        (await Crm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Export_ThenImport_IsTheSamePolicyScalesIncluded()
    {
        await Crm.BuyerAsync("C1", 3, 123.45m, TestCrm.Today);
        await Crm.BuyerAsync("C2", 5, 67.89m, TestCrm.Today);
        await GoodAsync("policy", "import", Write("p.json", "{\"costOfCapital\": 0.0875, \"method\": \"ValueMatrix\"}"));
        await GoodAsync("policy", "publish", "--note", "first");
        await GoodAsync("policy", "export", PathOf("one.json"));

        await GoodAsync("policy", "import", PathOf("one.json"));
        await Crm.BuyerAsync("C3", 5, 999, TestCrm.Today);
        await GoodAsync("policy", "publish", "--note", "again");
        await GoodAsync("policy", "export", PathOf("two.json"));
        await GoodAsync("policy", "export", "--version", "1", PathOf("old.json"));

        (await File.ReadAllTextAsync(PathOf("two.json"))).ShouldBe(await File.ReadAllTextAsync(PathOf("one.json")));
        (await File.ReadAllTextAsync(PathOf("old.json"))).ShouldBe(await File.ReadAllTextAsync(PathOf("one.json")));
        PolicyJson.Read(await File.ReadAllTextAsync(PathOf("one.json"))).PurchaseValueScale!.Count.ShouldBe(101);
    }

    [Fact]
    public async Task Export_NothingInForce_WritesTheDraft()
    {
        (await GoodAsync("policy", "export", PathOf("draft.json"))).Output.ShouldContain("No version is in force; the draft was written.");

        PolicyJson.Read(await File.ReadAllTextAsync(PathOf("draft.json"))).ShouldBe(new ScoringPolicy());
        (await CrmAsync("policy", "export", "--version", "3", PathOf("x.json"))).OneError().ShouldBe("there is no policy version 3");
        File.Exists(PathOf("x.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task Publish_ThenRollBack_SaysWhatItScored()
    {
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);

        (await GoodAsync("policy", "publish", "--note", "a", "--as-of", "2026-06-30")).Output
            .ShouldBe("1 customers scored as of 2026-06-30 under version 1." + Environment.NewLine);
        (await GoodAsync("policy", "publish", "--note", "b", "--as-of", "2026-06-25")).Output.ShouldContain("as of 2026-06-30 under version 2");
        (await GoodAsync("policy", "roll-back", "--to", "1", "--note", "back")).Output.ShouldContain("under version 3");
        (await CrmAsync("policy", "roll-back", "--to", "8", "--note", "back")).OneError().ShouldBe("there is no policy version 8");
        (await GoodAsync("recompute", "--as-of", "2026-06-20", "--version", "2")).Output
            .ShouldContain("as of 2026-06-20 under version 2, beside the current scores.");
    }

    [Fact]
    public async Task Publish_ApprovalsAreOn_IsRefusedAndPublishesNothing()
    {
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await GoodAsync("policy", "publish", "--note", "a");
        await Crm.RowAsync("UPDATE firm SET publishing_needs_approval = true RETURNING id");

        (await CrmAsync("policy", "publish", "--note", "b")).OneError().ShouldStartWith("a second admin has to approve publications in this firm");
        (await CrmAsync("policy", "roll-back", "--to", "1", "--note", "c")).OneError().ShouldStartWith("a second admin has to approve");

        (await Crm.CountAsync("policy_versions")).ShouldBe(1);
    }
}
