using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>What a first visit to a page sends, as it goes over the wire.</summary>
[Collection(SampleFirmCollection.Name)]
public sealed class PageWeightTests(SampleFirm firm)
{
    private const int MostBytes = 200_000;

    [ChromiumFact]
    public async Task Page_FirstVisit_WeighsUnder200KilobytesCompressed()
    {
        var weights = new List<(string Address, int Bytes)>();
        await using var session = await firm.SignInAsync("admin");
        foreach (var address in await firm.AddressesAsync())
        {
            await using var fresh = await firm.VisitAsync(session);
            weights.Add((address, await BytesAsync(fresh.Page, address)));
        }

        weights.Where(w => w.Bytes is > MostBytes or < 10_000).ShouldBeEmpty();
    }

    private static async Task<int> BytesAsync(IPage page, string address)
    {
        var finished = new List<IRequest>();
        page.RequestFinished += (_, request) => finished.Add(request);
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        var bytes = 0;
        foreach (var request in finished)
            bytes += (await request.SizesAsync()).ResponseBodySize;
        return bytes;
    }
}
