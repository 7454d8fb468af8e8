namespace CustomerCrm.Bench.Firm;

/// <summary>Names, half of them Chinese and half English.</summary>
internal static class CustomerNames
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙"];
    private static readonly string[] Given = ["伟", "芳", "秀英", "敏", "静", "磊", "洋", "建国", "晓明", "雪梅", "俊杰", "婷"];
    private static readonly string[] Places = ["上海", "北京", "广州", "杭州", "苏州", "成都", "武汉", "厦门"];
    private static readonly string[] Trades = ["贸易", "电子", "食品", "机械", "纺织", "文具", "礼品", "医药"];
    private static readonly string[] First = ["Anna", "Ben", "Clara", "David", "Emma", "Frank", "Grace", "Henry", "Iris", "James"];
    private static readonly string[] Last = ["Smith", "Jones", "Taylor", "Brown", "Wilson", "Evans", "Walker", "Wright", "Hughes"];
    private static readonly string[] Goods = ["Textiles", "Foods", "Gifts", "Paper", "Tools", "Lighting", "Glass", "Trading"];

    public static string Draw(Random random, bool company) => (random.Next(2) == 0, company) switch
    {
        (true, true) => Pick(random, Places) + Pick(random, Given) + Pick(random, Trades) + "有限公司",
        (true, false) => Pick(random, Surnames) + Pick(random, Given),
        (false, true) => $"{Pick(random, Last)} {Pick(random, Goods)} Ltd",
        (false, false) => $"{Pick(random, First)} {Pick(random, Last)}",
    };

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
