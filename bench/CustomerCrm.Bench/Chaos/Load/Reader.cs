using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace CustomerCrm.Bench.Chaos.Load;

/// <summary>
/// Reads the list, cards and newly written orders on either node, and finds fault with everything that is not as it must be: a
/// short or unscored list, a customer out of his place, a tier that differs between list and card or between nodes, an order
/// that was acknowledged and does not show.
/// </summary>
internal sealed partial class Reader(Stage stage, Standing standing, string email, string password, int seed)
{
    private const int PageSize = 50;

    private readonly Random random = new(seed);

    public async Task RunAsync(CancellationToken stop)
    {
        using var visitor = new Visitor(stage, email);
        var signedIn = false;
        while (!stop.IsCancellationRequested)
        {
            var node = stage.AnyNode(random);
            if (!signedIn)
            {
                signedIn = await visitor.SignInAsync(node, password);
                continue;
            }

            await (random.Next(10) switch
            {
                < 3 => ReadListAsync(visitor, node),
                < 8 => ReadCardAsync(visitor, node),
                _ => ReadWrittenAsync(visitor, node),
            });
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private async Task ReadListAsync(Visitor visitor, WebNode node)
    {
        // From the top, or from somewhere among the best.
        var from = random.Next(3) == 0 ? random.Next(standing.Ranking.Count - PageSize) : -1;
        var after = from < 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"?after={standing.Ranking[from].Rank}.{standing.Ranking[from].Id}");
        if (await PageAsync(visitor, node, "/Customers" + after) is not { } page)
        {
            return;
        }

        var lines = Line().Matches(page.Text).Select(m => (Id: Id(m.Groups[1].Value), Tier: m.Groups[2].Value)).ToList();
        if (lines.Count != PageSize)
        {
            stage.Tally.Find($"{lines.Count} lines with a tier in a list of {PageSize}");
        }

        var place = from;
        foreach (var (id, tier) in lines.Where(l => !Standing.IsWrittenTo(l.Id)))
        {
            place++;
            if (place < standing.Ranking.Count && standing.Ranking[place].Id != id)
            {
                stage.Tally.Find($"customer {id} where {standing.Ranking[place].Id} belongs in the list");
                return;
            }

            Compare(id, tier);
        }
    }

    private async Task ReadCardAsync(Visitor visitor, WebNode node)
    {
        var id = standing.Ids[random.Next(standing.Ids.Count)];
        if (await PageAsync(visitor, node, $"/Customers/{id}") is { } page)
        {
            Compare(id, CardTier().Match(page.Text).Groups[1].Value);
        }
    }

    private async Task ReadWrittenAsync(Visitor visitor, WebNode node)
    {
        if (stage.Ledger.Draw(random) is not { } order)
        {
            return;
        }

        if (await PageAsync(visitor, node, $"/Customers/{order.CustomerId}/Orders") is { } orders && !orders.Text.Contains(order.OrderNo))
        {
            stage.Tally.Find($"order {order.OrderNo} was acknowledged and does not show");
        }

        if (await PageAsync(visitor, node, $"/Customers/{order.CustomerId}") is { } card && !CardTier().IsMatch(card.Text))
        {
            stage.Tally.Find($"customer {order.CustomerId} was written to and has no tier");
        }
    }

    private async Task<Page?> PageAsync(Visitor visitor, WebNode node, string path)
    {
        var page = await visitor.GetAsync(node, path);
        if (page is null || page.Status == HttpStatusCode.OK)
        {
            return page;
        }

        stage.Tally.Find($"{(int)page.Status} {page.Location} of {node.Name} to GET {path}");
        return null;
    }

    private void Compare(long id, string shown)
    {
        if (standing.Tiers.TryGetValue(id, out var tier) && !tier.Equals(shown, StringComparison.OrdinalIgnoreCase))
        {
            stage.Tally.Find($"customer {id} shows tier '{shown}' and is {tier}");
        }
    }

    private static long Id(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("href=\"/Customers/(\\d+)\">(?:(?!</tr>).)*?class=\"tier tier-(\\w+)", RegexOptions.Singleline)]
    private static partial Regex Line();

    [GeneratedRegex("data-tier=\"(\\w+)\"")]
    private static partial Regex CardTier();
}
