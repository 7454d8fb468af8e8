namespace CustomerCrm.SampleConverter.Naming;

internal static class Trades
{
    private const string Gifts = "Gift retail";
    private const string Home = "Homeware";
    private const string Paper = "Stationery and cards";
    private const string Toys = "Toys";
    private const string Garden = "Garden and flowers";
    private const string Party = "Parties and events";
    private const string Food = "Cafés and hospitality";
    private const string Fashion = "Fashion and jewellery";
    private const string Wholesale = "Wholesale";

    public static readonly IReadOnlyList<Trade> English =
    [
        new("Gifts", "礼品", Gifts), new("Gift Emporium", "礼品", Gifts), new("Keepsakes", "纪念品", Gifts),
        new("Curios", "古玩", Gifts), new("Homeware", "家居", Home), new("Interiors", "软装", Home), new("Lighting", "灯饰", Home),
        new("Kitchenware", "厨具", Home), new("Ceramics", "陶瓷", Home), new("Candles", "香烛", Home),
        new("Stationery", "文具", Paper), new("Cards & Paper", "纸品", Paper), new("Toys", "玩具", Toys), new("Toybox", "玩具", Toys),
        new("Garden Centre", "园艺", Garden), new("Florists", "花艺", Garden), new("Party Supplies", "派对用品", Party),
        new("Celebrations", "庆典用品", Party), new("Tea Rooms", "茶室", Food), new("Coffee House", "咖啡", Food),
        new("Jewellery", "饰品", Fashion), new("Bags & Textiles", "布艺", Fashion), new("Trading", "贸易", Wholesale),
        new("Wholesale", "百货", Wholesale),
    ];

    public static readonly IReadOnlyList<Trade> German =
    [
        new("Geschenke", "礼品", Gifts), new("Wohnen", "家居", Home), new("Papeterie", "文具", Paper), new("Spielwaren", "玩具", Toys),
        new("Floristik", "花艺", Garden), new("Dekoration", "装饰", Home), new("Handel", "贸易", Wholesale),
        new("Kaffeehaus", "咖啡", Food),
    ];

    public static readonly IReadOnlyList<Trade> French =
    [
        new("Cadeaux", "礼品", Gifts), new("Maison", "家居", Home), new("Papeterie", "文具", Paper), new("Jouets", "玩具", Toys),
        new("Fleurs", "花艺", Garden), new("Décoration", "装饰", Home), new("Négoce", "贸易", Wholesale), new("Bijoux", "饰品", Fashion),
    ];

    public static readonly IReadOnlyList<Trade> Dutch =
        [new("Cadeaus", "礼品", Gifts), new("Wonen", "家居", Home), new("Speelgoed", "玩具", Toys)];

    public static readonly IReadOnlyList<Trade> Iberian =
        [new("Regalos", "礼品", Gifts), new("Hogar", "家居", Home), new("Fiestas", "派对用品", Party), new("Comercial", "贸易", Wholesale)];

    public static readonly IReadOnlyList<Trade> Italian =
        [new("Regali", "礼品", Gifts), new("Casa", "家居", Home), new("Giocattoli", "玩具", Toys), new("Commercio", "贸易", Wholesale)];

    public static readonly IReadOnlyList<Trade> Nordic =
        [new("Interiør", "家居", Home), new("Design", "设计", Home), new("Handel", "贸易", Wholesale), new("Papir", "纸品", Paper)];

    public static readonly IReadOnlyList<Trade> Japanese =
        [new("Lanterns", "提灯", Home), new("Paper", "紙業", Paper), new("Gifts", "雑貨", Gifts), new("Trading", "商事", Wholesale)];
}
