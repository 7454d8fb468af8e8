using CustomerCrm.SampleConverter.Naming;
using static CustomerCrm.SampleConverter.Places.Cities;

namespace CustomerCrm.SampleConverter.Places;

/// <summary>
/// The countries of the source under their plain names, with the region each belongs to, and those of the prospects.
/// </summary>
internal static class Countries
{
    private const string Europe = "Europe";
    private const string MiddleEast = "Middle East";
    private const string SoutheastAsia = "Southeast Asia";
    private const string EastAsia = "East Asia";
    private const string NorthAmerica = "North America";
    private const string SouthAmerica = "South America";
    private const string Africa = "Africa";
    private const string Oceania = "Oceania";

    private static readonly Tongue Swiss = Tongues.German with { LegalForms = ["AG", "GmbH"] };
    private static readonly Tongue Portuguese = Tongues.Iberian with { LegalForms = ["Lda.", "S.A.", "e Filhos"] };
    private static readonly Tongue Swedish = Tongues.Nordic with { LegalForms = ["AB", "HB"] };
    private static readonly Tongue Danish = Tongues.Nordic with { LegalForms = ["ApS", "A/S"] };
    private static readonly Tongue Finnish = Tongues.Nordic with { LegalForms = ["Oy", "Ky"] };
    private static readonly Tongue Icelandic = Tongues.Nordic with { LegalForms = ["ehf."] };
    private static readonly Tongue Czech = Tongues.Eastern with { LegalForms = ["s.r.o."] };
    private static readonly Tongue Lithuanian = Tongues.Eastern with { LegalForms = ["UAB"] };

    private static readonly Dictionary<string, Country> BySourceName = new(StringComparer.Ordinal)
    {
        // 01632 is the area code of no place at all; persons get mobile numbers, see PhoneBook.
        ["United Kingdom"] = new("United Kingdom", Europe, Tongues.British, UnitedKingdom, "+44 1632 960###"),
        ["Channel Islands"] = new("Channel Islands", Europe, Tongues.British, Plain("St Helier", "圣赫利尔")),
        ["EIRE"] = new("Ireland", Europe, Tongues.British, Plain("Dublin", "都柏林", "Cork", "科克"), "+353 20 91# ####"),
        ["Germany"] = new("Germany", Europe, Tongues.German, Germany),
        ["Austria"] = new("Austria", Europe, Tongues.German, Plain("Wien", "维也纳", "Graz", "格拉茨", "Linz", "林茨")),
        ["Switzerland"] = new("Switzerland", Europe, Swiss, Plain("Zürich", "苏黎世", "Bern", "伯尔尼", "Basel", "巴塞尔")),
        ["France"] = new("France", Europe, Tongues.French, France),
        ["Belgium"] = new("Belgium", Europe, Tongues.French, Plain("Bruxelles", "布鲁塞尔", "Liège", "列日", "Namur", "那慕尔")),
        ["Netherlands"] = new("Netherlands", Europe, Tongues.Dutch, Plain("Rotterdam", "鹿特丹", "Utrecht", "乌得勒支")),
        ["Spain"] = new("Spain", Europe, Tongues.Iberian, Plain("Valencia", "瓦伦西亚", "Sevilla", "塞维利亚", "Bilbao", "毕尔巴鄂")),
        ["Portugal"] = new("Portugal", Europe, Portuguese, Plain("Lisboa", "里斯本", "Porto", "波尔图", "Braga", "布拉加")),
        ["Italy"] = new("Italy", Europe, Tongues.Italian, Plain("Milano", "米兰", "Torino", "都灵", "Verona", "维罗纳")),
        ["Malta"] = new("Malta", Europe, Tongues.Italian, Plain("Valletta", "瓦莱塔")),
        ["Sweden"] = new("Sweden", Europe, Swedish, Sweden),
        ["Norway"] = new("Norway", Europe, Tongues.Nordic, Plain("Oslo", "奥斯陆", "Bergen", "卑尔根")),
        ["Denmark"] = new("Denmark", Europe, Danish, Plain("København", "哥本哈根", "Aarhus", "奥胡斯")),
        ["Finland"] = new("Finland", Europe, Finnish, Plain("Helsinki", "赫尔辛基", "Turku", "图尔库")),
        ["Iceland"] = new("Iceland", Europe, Icelandic, Plain("Reykjavík", "雷克雅未克")),
        ["Poland"] = new("Poland", Europe, Tongues.Eastern, Plain("Kraków", "克拉科夫", "Gdańsk", "格但斯克")),
        ["Czech Republic"] = new("Czech Republic", Europe, Czech, Plain("Brno", "布尔诺")),
        ["Lithuania"] = new("Lithuania", Europe, Lithuanian, Plain("Vilnius", "维尔纽斯")),
        ["Greece"] = new("Greece", Europe, Tongues.Levantine, Plain("Thessaloniki", "塞萨洛尼基", "Patras", "帕特雷")),
        ["Cyprus"] = new("Cyprus", Europe, Tongues.Levantine, Plain("Limassol", "利马索尔", "Larnaca", "拉纳卡")),
        ["Israel"] = new("Israel", MiddleEast, Tongues.Levantine, Plain("Haifa", "海法")),
        ["Lebanon"] = new("Lebanon", MiddleEast, Tongues.Levantine, Plain("Beirut", "贝鲁特")),
        ["Bahrain"] = new("Bahrain", MiddleEast, Tongues.Levantine, Plain("Manama", "麦纳麦")),
        ["Saudi Arabia"] = new("Saudi Arabia", MiddleEast, Tongues.Levantine, Plain("Jeddah", "吉达")),
        ["United Arab Emirates"] = new("United Arab Emirates", MiddleEast, Tongues.Levantine, Plain("Dubai", "迪拜")),
        ["USA"] = new("United States", NorthAmerica, Tongues.British, Plain("Boston", "波士顿", "Denver", "丹佛"), "+1 303 555 01##"),
        ["Canada"] = new("Canada", NorthAmerica, Tongues.British, Plain("Toronto", "多伦多", "Halifax", "哈利法克斯"), "+1 416 555 01##"),
        ["Brazil"] = new("Brazil", SouthAmerica, Portuguese, Plain("Curitiba", "库里蒂巴")),
        ["RSA"] = new("South Africa", Africa, Tongues.British, Plain("Durban", "德班")),
        ["Australia"] = new("Australia", Oceania, Tongues.British, Plain("Sydney", "悉尼", "Newcastle", "纽卡斯尔"), "+61 2 5550 ####"),
        ["Singapore"] = new("Singapore", SoutheastAsia, Tongues.Chinese, Plain("Singapore", "新加坡")),
        ["Japan"] = new("Japan", EastAsia, Tongues.Japanese, Japan),
        // No country: the name a rep could still look up is kept out, the region is kept where it is known.
        ["European Community"] = new("", Europe, Tongues.British, []),
        ["Unspecified"] = new("", "", Tongues.British, []),
    };

    /// <summary>Where the invented prospects live; a country named twice has twice as many.</summary>
    public static readonly IReadOnlyList<Country> OfProspects =
    [
        new("China", EastAsia, Tongues.Chinese, China), new("China", EastAsia, Tongues.Chinese, China),
        new("Hong Kong", EastAsia, Tongues.Chinese, Plain("Hong Kong", "香港")),
        new("Malaysia", SoutheastAsia, Tongues.Chinese, Plain("Penang", "槟城")),
        new("Thailand", SoutheastAsia, Tongues.Chinese, Plain("Bangkok", "曼谷")),
        new("Chile", SouthAmerica, Tongues.Iberian, Plain("Valparaíso", "瓦尔帕莱索")),
        new("Mexico", NorthAmerica, Tongues.Iberian, Plain("Puebla", "普埃布拉")),
        new("Kenya", Africa, Tongues.British, Plain("Mombasa", "蒙巴萨")),
        Of("Japan"), Of("USA"), Of("Canada"), Of("United Arab Emirates"), Of("RSA"), Of("Australia"),
        Of("United Kingdom"), Of("United Kingdom"), Of("United Kingdom"), Of("Germany"), Of("France"), Of("Poland"),
    ];

    public static Country Of(string sourceName) =>
        BySourceName.TryGetValue(sourceName, out var country)
            ? country
            : throw new InvalidDataException($"The table of countries lacks {sourceName}.");
}
