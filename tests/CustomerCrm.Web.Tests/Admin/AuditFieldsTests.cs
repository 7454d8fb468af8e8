using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Web.Audit;

namespace CustomerCrm.Web.Tests.Admin;

/// <summary>What the details of an entry say to a reader.</summary>
public sealed class AuditFieldsTests
{
    [Theory]
    [InlineData("""{"content":[{"weight":40,"cap":{"share":0.60}},{"weight":70,"cap":{"share":0.6}}]}""", "weight 40 70")]
    [InlineData("""{"net":[10,10.50]}""", "net 10 10.50")]
    [InlineData(
        """{"rows":[{"subject":"customers","removed":3,"restored":1},{"subject":"orders","removed":4,"restored":0}],"kept":2}""",
        "removed  7|restored  1|kept  2")]
    [InlineData("""{"rows":[{"subject":"orders","removed":4,"restored":0}]}""", "removed  4|restored  0")]
    [InlineData("""{"rows":12}""", "rows  12")]
    public void Read_Details_GivesWhatDiffersAsAReaderWouldSayIt(string details, string expected)
    {
        var entry = new AuditEntry { At = DateTimeOffset.UnixEpoch, UserName = "test", Action = "changed", Subject = "import", Details = details };

        string.Join('|', AuditFields.Read(entry).Select(f => $"{f.Field} {f.Before} {f.After}")).ShouldBe(expected);
    }
}
