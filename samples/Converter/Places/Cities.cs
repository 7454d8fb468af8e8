namespace CustomerCrm.SampleConverter.Places;

/// <summary>
/// Cities with the number ranges that the national regulators keep free for drama and fiction: Ofcom, Bundesnetzagentur,
/// Arcep, ComReg, PTS, ACMA, NANPA. Nobody answers there.
/// </summary>
internal static class Cities
{
    public static readonly IReadOnlyList<City> UnitedKingdom =
    [
        new("London", "伦敦", "+44 20 7946 0###"), new("Leeds", "利兹", "+44 113 496 0###"),
        new("Sheffield", "谢菲尔德", "+44 114 496 0###"), new("Nottingham", "诺丁汉", "+44 115 496 0###"),
        new("Leicester", "莱斯特", "+44 116 496 0###"), new("Bristol", "布里斯托", "+44 117 496 0###"),
        new("Reading", "雷丁", "+44 118 496 0###"), new("Birmingham", "伯明翰", "+44 121 496 0###"),
        new("Edinburgh", "爱丁堡", "+44 131 496 0###"), new("Glasgow", "格拉斯哥", "+44 141 496 0###"),
        new("Liverpool", "利物浦", "+44 151 496 0###"), new("Manchester", "曼彻斯特", "+44 161 496 0###"),
        new("Newcastle upon Tyne", "纽卡斯尔", "+44 191 498 0###"), new("Cardiff", "加的夫", "+44 29 2018 0###"),
        new("Belfast", "贝尔法斯特", "+44 28 9649 6###"),
        new("York", "约克"), new("Bath", "巴斯"), new("Oxford", "牛津"), new("Norwich", "诺里奇"),
        new("Exeter", "埃克塞特"), new("Brighton", "布赖顿"),
    ];

    public static readonly IReadOnlyList<City> Germany =
    [
        new("Berlin", "柏林", "+49 30 23125 ###"), new("Hamburg", "汉堡", "+49 40 66969 ###"),
        new("Köln", "科隆", "+49 221 4710 ###"), new("München", "慕尼黑", "+49 89 99998 ###"),
        new("Frankfurt am Main", "法兰克福", "+49 69 90009 ###"),
    ];

    public static readonly IReadOnlyList<City> France =
    [
        new("Paris", "巴黎", "+33 1 99 00 #0 ##"), new("Nantes", "南特", "+33 2 61 91 #0 ##"),
        new("Strasbourg", "斯特拉斯堡", "+33 3 53 01 #0 ##"), new("Lyon", "里昂", "+33 4 65 71 #0 ##"),
        new("Bordeaux", "波尔多", "+33 5 36 49 #0 ##"),
    ];

    public static readonly IReadOnlyList<City> Sweden =
    [
        new("Stockholm", "斯德哥尔摩", "+46 8 465 004 ##"), new("Göteborg", "哥德堡", "+46 31 390 06 ##"),
        new("Malmö", "马尔默", "+46 40 628 04 ##"),
    ];

    public static readonly IReadOnlyList<City> China =
        [new("Yiwu", "义乌"), new("Guangzhou", "广州"), new("Ningbo", "宁波"), new("Shenzhen", "深圳"), new("Chongqing", "重庆")];

    public static readonly IReadOnlyList<City> Japan =
        [new("Yokohama", "横浜"), new("Osaka", "大阪"), new("Kobe", "神戸"), new("Nagoya", "名古屋")];

    /// <summary>Name and Chinese name in turn.</summary>
    public static IReadOnlyList<City> Plain(params string[] names) =>
        [.. names.Chunk(2).Select(pair => new City(pair[0], pair[1]))];
}
