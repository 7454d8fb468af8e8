namespace CustomerCrm.SampleConverter.Naming;

/// <summary>Common surnames and first names by language; whoever they put together is nobody.</summary>
internal static class Tongues
{
    public static readonly Tongue British = new(
        Words("""
            Abbott Alder Ashdown Barlow Bexley Birch Blythe Bramley Calder Carver Chandler Clegg Cobb Corby Crane Dacre Darnell
            Denby Dunmore Eddowes Elphick Fairley Farrow Fenwick Flint Garland Gorse Greaves Hadley Harker Hazell Hensley
            Holloway Huxtable Ingram Jessop Kemble Kersey Lacey Lambourne Larkin Linden Lovell Marlowe Merrow Mottram
            Nettleton Norbury Oakes Orchard Osgood Padgett Pargeter Pike Quill Quincey Radley Rowan Sandford Selby Sparrow
            Stroud Tansley Thackray Tilley Umber Varley Verity Wadham Wainwright Weller Whitlow Wilding Wragg Yardley Yarrow
            """),
        Words("""
            Agnes Alfie Beatrice Bridget Cecily Clive Daphne Dougal Edith Edmund Fergus Flora Gwen Harriet Hugo Imogen
            Isla Jasper Keith Leonard Lottie Mabel Marcus Nell Nigel Olive Oscar Percy Phoebe Rosalind Rupert
            Sybil Tabitha Tobias Una Winifred
            """),
        Trades.English, ["Ltd", "Ltd", "Ltd", "Limited", "LLP", "& Co.", "Group Ltd"]);

    public static readonly Tongue German = new(
        Words("""
            Ackermann Bauer Brandt Döring Eberle Falk Grünwald Haas Hölzl Jäger Kessler Körner Lindner Möller Nagel Oswald
            Pfeiffer Rösch Sauer Steiner Thoma Ullrich Vogt Weiß Ziegler
            """),
        Words("Anke Bernd Claudia Dieter Elke Franz Gerda Heike Jörg Karin Lutz Monika Renate Sven Uwe"),
        Trades.German, ["GmbH", "GmbH", "KG", "OHG", "GmbH & Co. KG"]);

    public static readonly Tongue French = new(
        Words("""
            Aubert Barbier Caron Delmas Émery Faure Garnier Humbert Jacquin Lacombe Leclercq Marchand Noël Perrot Quentin Roche
            Sabatier Tessier Vasseur Verdier
            """),
        Words("Agathe Benoît Céline Denis Élise Fabrice Hélène Julien Lucie Mathilde Olivier Pascal Solène Thierry"),
        Trades.French, ["SARL", "SARL", "SAS", "et Fils"]);

    public static readonly Tongue Dutch = new(
        Words("Bakker Dekker Hoekstra Jansma Kuiper Mulder Postma Schipper Visser Wouters Zijlstra"),
        Words("Anneke Bram Femke Joost Lotte Maarten Sanne Wouter"), Trades.Dutch, ["B.V.", "V.O.F."]);

    public static readonly Tongue Iberian = new(
        Words("Aguilar Barros Cabrera Duarte Espinosa Figueira Gallego Ibáñez Lobo Moreira Pacheco Rocha Salgado Vidal"),
        Words("Alba Bruno Carmen Diego Elvira Inês Joaquim Lucía Mateo Nuno Pilar Rui"),
        Trades.Iberian, ["S.L.", "S.A.", "e Hijos"]);

    public static readonly Tongue Italian = new(
        Words("Amato Barone Caruso Donati Ferrero Galli Leone Marchetti Orsini Pellegrini Riva Serra Valenti Zanetti"),
        Words("Anna Carlo Elena Giulia Lorenzo Marta Paolo Sara"), Trades.Italian, ["S.r.l.", "S.n.c.", "& Figli"]);

    public static readonly Tongue Nordic = new(
        Words("Aalto Berglund Dahl Ekström Fjeld Granberg Hagen Isaksen Krogh Lindqvist Mäkelä Nygård Østergaard Rask Solberg"),
        Words("Aino Bjørn Elin Freja Henrik Ingrid Jonas Kaisa Lars Maja Nils Tuula"), Trades.Nordic, ["AS", "ANS"]);

    public static readonly Tongue Eastern = new(
        Words("Adamczyk Dvořák Grabowski Jankauskas Kowal Malinowski Novotný Petrauskas Sikora Wrona Zielonka"),
        Words("Agata Darius Ewa Jiří Lena Marek Tomasz Vaida"), Trades.English, ["Sp. z o.o.", "S.A."]);

    public static readonly Tongue Levantine = new(
        Words("Aziz Barakat Christou Darwish Elias Farah Georgiou Haddad Karam Levi Mansour Nassar Pavlou Rahal Samara Tal"),
        Words("Amal Costas Dina Eleni Faris Hana Layla Nikos Omar Rania Tamar Yusuf"),
        Trades.English, ["Ltd", "& Sons", "LLC", "Est."]);

    /// <summary>Firms and persons that Mandarin makes with names in both scripts.</summary>
    public static readonly Tongue Chinese = new([], [], Trades.English, ["Co., Ltd", "Ltd", "Pte Ltd"]);

    /// <summary>Surname in Latin letters and in characters, with a slash between.</summary>
    public static readonly Tongue Japanese = new(
        Words("Aoki/青木 Endo/遠藤 Hoshino/星野 Ishida/石田 Kurata/倉田 Matsui/松井 Noguchi/野口 Okabe/岡部 Sakai/酒井 Tamura/田村"),
        Words("Akira/明 Emi/恵美 Haruka/春香 Kenji/健二"), Trades.Japanese, ["K.K.", "Co., Ltd"]);

    public static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
