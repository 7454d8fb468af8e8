using System.Text;

namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>A packed file is read whole or refused: what the framework's stream would leave out is rows.</summary>
public sealed class GzipTests
{
    private const string Damaged = "the file is not gzip, is damaged or was cut off";
    private static readonly byte[] Ann = Encoding.UTF8.GetBytes("customer_key,name\nC1,Ann\n");
    private static readonly byte[] Bob = Encoding.UTF8.GetBytes("C2,Bob\n");

    /// <summary>Enough that packing it makes several blocks.</summary>
    private static readonly byte[] Many = Encoding.UTF8.GetBytes(
        "customer_key,name\n" + string.Concat(Enumerable.Range(0, 5_000).Select(n => $"C{n},Name {n * 7919 % 5003}\n")));

    [Theory]
    [InlineData("c.csv.gz")]
    [InlineData("c.csv")]
    public void Read_GzipWhateverItsName_IsUnpacked(string name) =>
        ReadFile.Of(ReadFile.Gzip(Ann), name: name).Cells.ShouldBe(["C1|Ann"]);

    [Fact]
    public void Read_GzipByNameAlone_IsRefused() => ReadFile.Of(Ann, name: "c.csv.gz").Refusal.ShouldBe(Damaged);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(5_000)]
    public void Read_CutOff_IsRefused(int cut)
    {
        ReadFile.Of(Many).Rows.Count.ShouldBe(5_000);
        ReadFile.Of(ReadFile.Gzip(Many)[..^cut]).Refusal.ShouldBe(Damaged);
    }

    [Fact]
    public void Read_AnyByteOfItChanged_IsRefusedOrReadAsItWas()
    {
        var packed = ReadFile.Gzip(Ann);
        for (var i = 2; i < packed.Length; i++)
        {
            var changed = packed.ToArray();
            changed[i] ^= 0x10;

            var read = ReadFile.Of(changed);

            // Time stamp, system and flags of the header say nothing of the content.
            if (read.Refusal is null)
                read.Cells.ShouldBe(["C1|Ann"], $"byte {i}");
        }
    }

    [Fact]
    public void Read_ChecksumWrong_IsRefused()
    {
        var packed = ReadFile.Gzip(Ann);
        packed[^5] ^= 1;

        ReadFile.Of(packed).Refusal.ShouldBe(Damaged);
    }

    [Fact]
    public void Read_SeveralMembers_ReadsAll() =>
        ReadFile.Of([.. ReadFile.Gzip(Ann), .. ReadFile.Gzip([]), .. ReadFile.Gzip(Bob)]).Cells.ShouldBe(["C1|Ann", "C2|Bob"]);

    [Fact]
    public void Read_SecondMemberCutOff_IsRefused() =>
        ReadFile.Of([.. ReadFile.Gzip(Ann), .. ReadFile.Gzip(Bob)[..^3]]).Refusal.ShouldBe(Damaged);

    [Theory]
    [InlineData("C2,Bob\n")]
    [InlineData("x")]
    public void Read_SomethingElseBehindAMember_IsRefused(string behind) =>
        ReadFile.Of([.. ReadFile.Gzip(Ann), .. Encoding.UTF8.GetBytes(behind)]).Refusal.ShouldBe(Damaged);

    [Fact]
    public void Read_ZerosBehindTheLastMember_AreNothing() =>
        ReadFile.Of([.. ReadFile.Gzip(Ann), .. new byte[700]]).Cells.ShouldBe(["C1|Ann"]);

    [Fact]
    public void Read_HeaderWithNameCommentAndExtra_IsPassedOver()
    {
        var packed = ReadFile.Gzip(Ann);
        byte[] header = [0x1F, 0x8B, 8, 4 + 8 + 16 + 2, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3, .. "c.csv\0"u8, .. "from the shop\0"u8, 9, 9];

        ReadFile.Of([.. header, .. packed[10..]]).Cells.ShouldBe(["C1|Ann"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(4_000)]
    [InlineData(70_000)]
    public void Read_MembersOfAnySize_EndWhereTheyEnd(int size)
    {
        // What cannot be packed, so that members end anywhere within the pieces they are read in.
        var random = new Random(size);
        for (var more = 0; more < 6; more++)
        {
            var name = string.Concat(Enumerable.Range(0, size + more).Select(_ => (char)random.Next('a', 'z' + 1)));

            var read = ReadFile.Of(
                [.. ReadFile.Gzip("customer_key,name\n"u8), .. ReadFile.Gzip(Encoding.UTF8.GetBytes($"C1,{name}\n")), .. ReadFile.Gzip(Bob)]);

            read.Cells.ShouldBe([$"C1|{name}", "C2|Bob"]);
        }
    }

    [Fact]
    public void Read_DamagedWithinTheHeader_IsRefused()
    {
        var packed = ReadFile.Gzip(Encoding.UTF8.GetBytes("customer_key,name\nC1,Ann\n" + new string('x', 100)));

        ReadFile.Of(packed[..14]).Refusal.ShouldBe(Damaged);
        ReadFile.Of(packed[..20], "utf-8").Refusal.ShouldBe(Damaged);
    }

    [Fact]
    public void Read_GzipInGzip_IsRefused() =>
        ReadFile.Of(ReadFile.Gzip(ReadFile.Gzip(Ann))).Refusal.ShouldBe("the file is packed (gzip); unpack it first, or pack it with gzip");
}
