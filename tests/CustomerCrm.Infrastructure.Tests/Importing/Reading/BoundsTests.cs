using System.Text;
using CustomerCrm.Infrastructure.Importing.Reading;

namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>However much a file holds, no more than its limits is kept.</summary>
public sealed class BoundsTests
{
    private const string Header = "customer_key,name\n";
    private static readonly ImportLimits Small = new(LargestFile: 1_000_000, LongestRow: 100, MostColumns: 5);

    [Fact]
    public void Read_RowOfTheLongestLength_IsRead() =>
        ReadFile.Of($"{Header}C1,{new string('x', 97)}\r\nC2,Bob\n", Small).Rows.Count.ShouldBe(2);

    [Theory]
    [InlineData(103)]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void Read_LongerRow_IsRefusedWhereItBegan(int length)
    {
        var read = ReadFile.Of($"{Header}C1,Ann\nC2,\"x\n{new string('x', length)}\"\n", Small);

        read.Refusal.ShouldBe("line 3: the row that begins here has more than 100 characters; a quotation mark may be missing its partner");
        read.Rows.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n  \n")]
    public void Read_LongHeader_IsRefused(string before) =>
        ReadFile.Of($"{before}{new string('x', 200)},{Header}", Small).Refusal!.ShouldContain("has more than 100 characters");

    [Theory]
    [InlineData("customer_key,name,a,b,c,d")]
    [InlineData("customer_key,name,,,,,,,,,,,")]
    [InlineData("customer_key;name;a;b;c;d")]
    public void Read_TooManyColumns_IsRefused(string header) =>
        ReadFile.Of(header + "\nC1,Ann\n", Small).Refusal.ShouldBe("line 1: the header has more than 5 columns");

    [Fact]
    public void Read_FileLargerThanMayBe_IsRefusedPackedToo()
    {
        var content = Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat("C1,Ann\n", 200_000)));

        ReadFile.Of(content, limits: Small).Refusal.ShouldBe("the file has more than 1000000 bytes, unpacked");
        ReadFile.Of(ReadFile.Gzip(content), limits: Small).Refusal.ShouldBe("the file has more than 1000000 bytes, unpacked");
        ReadFile.Of(ReadFile.Gzip(content), "utf-8", limits: Small).Refusal.ShouldBe("the file has more than 1000000 bytes, unpacked");
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("C1,\"")]
    [InlineData("\"\",")]
    [InlineData(",")]
    [InlineData(" ")]
    public void Read_OneSignWithoutEnd_KeepsLittleInMemory(string sign)
    {
        var content = Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat(sign, 8_000_000 / sign.Length)));
        var limits = new ImportLimits(LongestRow: 10_000);
        ReadFile.Of(content, limits: limits);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = ReadFile.Of(content, limits: limits);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4_000_000);
        read.Refusal!.ShouldContain("has more than 10000 characters");
    }
}
