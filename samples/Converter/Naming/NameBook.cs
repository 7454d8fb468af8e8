using CustomerCrm.SampleConverter.Drawing;
using CustomerCrm.SampleConverter.Places;

namespace CustomerCrm.SampleConverter.Naming;

internal sealed record CustomerName(string Name, string LocalName, string Industry);

/// <summary>Puts invented names together, none given twice.</summary>
internal sealed class NameBook
{
    private static readonly string[] PlaceHeads = Tongues.Words("""
        Alder Amber Ash Bramble Brock Copper Cold Crow Elm Ember Fallow Fern Gorse Hare Hazel Heron Juniper Kestrel Lark Marl
        Mere Otter Pebble Quarry Raven Rush Sedge Silver Thistle Thorn Umber Wick Willow Wren Yew
        """);

    private static readonly string[] PlaceTails =
        Tongues.Words("beck bourne combe croft dale fold ford garth gate hollow hurst mere moor ridge stead thwaite wick worth");

    private static readonly string[] Adjectives = Tongues.Words("""
        Blue Brass Busy Crooked Dancing Drowsy Dusty Gilded Hidden Jolly Little Merry Nimble Painted Patient Polka Proud Quiet
        Ragged Rosy Singing Spotted Striped Velvet Wandering
        """);

    private static readonly string[] Things = Tongues.Words("""
        Acorn Anchor Badger Button Clock Cushion Dragonfly Fiddle Fox Gander Hedgehog Kettle Lantern Magpie Mitten Owl Parasol
        Peacock Pigeon Ribbon Saucer Teapot Thimble Tortoise Umbrella Whistle
        """);

    private readonly HashSet<string> given = new(StringComparer.Ordinal);

    public void Reserve(string name) => given.Add(name);

    // Chinese: the owner writes the name in Chinese characters too.
    public CustomerName Next(Draw draw, Country country, City? city, bool isPerson, bool chinese)
    {
        while (true)
        {
            var name = Try(draw, country, city, isPerson, chinese);
            if (given.Add(name.Name))
                return name;
        }
    }

    private static CustomerName Try(Draw draw, Country country, City? city, bool isPerson, bool chinese)
    {
        var tongue = country.Tongue;
        if (tongue == Tongues.Japanese)
            return Japanese(draw, city, isPerson);
        if (chinese || tongue == Tongues.Chinese)
        {
            var trade = draw.Pick(Trades.English);
            var both = isPerson ? Mandarin.Person(draw) : Mandarin.Company(draw, city, trade, draw.Pick(tongue.LegalForms));
            return new CustomerName(both.Name, both.LocalName, isPerson ? "" : trade.Industry);
        }

        if (isPerson)
            return new CustomerName($"{draw.Pick(tongue.GivenNames)} {draw.Pick(tongue.Surnames)}", "", "");
        var line = draw.Pick(tongue.Trades);
        var name = tongue == Tongues.British ? British(draw, line.Word) : Continental(draw, tongue, line.Word);
        return new CustomerName(name, "", line.Industry);
    }

    private static string British(Draw draw, string trade)
    {
        var surname = draw.Pick(Tongues.British.Surnames);
        var form = draw.Pick(Tongues.British.LegalForms);
        return draw.Below(6) switch
        {
            0 => $"{surname} & {draw.Pick(Tongues.British.Surnames)} {trade} {form}",
            1 or 2 => $"{draw.Pick(PlaceHeads)}{draw.Pick(PlaceTails)} {trade} {form}",
            3 => $"The {draw.Pick(Adjectives)} {draw.Pick(Things)} {trade}",
            4 => $"{surname} & {draw.Pick(["Sons", "Daughters", "Niece", "Brothers", "Sisters"])} {trade}",
            _ => $"{draw.Pick(Tongues.British.GivenNames)} {surname} {trade} {form}",
        };
    }

    private static string Continental(Draw draw, Tongue tongue, string trade)
    {
        var surname = draw.Pick(tongue.Surnames);
        var form = draw.Pick(tongue.LegalForms);
        return draw.Below(3) switch
        {
            0 => $"{surname} & {draw.Pick(tongue.Surnames)} {trade} {form}",
            1 => $"{trade} {surname} {form}",
            _ => $"{trade} {draw.Pick(tongue.GivenNames)} {surname} {form}",
        };
    }

    private static CustomerName Japanese(Draw draw, City? city, bool isPerson)
    {
        var (surname, surnameLocal) = Mandarin.Pair(draw.Pick(Tongues.Japanese.Surnames));
        if (isPerson)
        {
            var (first, firstLocal) = Mandarin.Pair(draw.Pick(Tongues.Japanese.GivenNames));
            return new CustomerName($"{first} {surname}", surnameLocal + firstLocal, "");
        }

        var trade = draw.Pick(Tongues.Japanese.Trades);
        return new CustomerName(
            $"{surname} {trade.Word} {draw.Pick(Tongues.Japanese.LegalForms)}",
            $"株式会社{city?.LocalName}{surnameLocal}{trade.LocalWord}",
            trade.Industry);
    }
}
