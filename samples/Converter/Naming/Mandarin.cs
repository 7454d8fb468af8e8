using CustomerCrm.SampleConverter.Drawing;
using CustomerCrm.SampleConverter.Places;

namespace CustomerCrm.SampleConverter.Naming;

/// <summary>Names in Chinese characters with their Pinyin; the two always say the same.</summary>
internal static class Mandarin
{
    // 曾 单 仇 解 查 盖 区 覃 翟 朴 are read otherwise as surnames than as words: what a search by sound must know.
    private static readonly IReadOnlyList<string> Surnames = Tongues.Words("""
        Wang/王 Li/李 Zhang/张 Liu/刘 Chen/陈 Yang/杨 Huang/黄 Zhao/赵 Wu/吴 Zhou/周 Xu/徐 Sun/孙 Ma/马 Zhu/朱 Hu/胡 Guo/郭 He/何
        Lin/林 Gao/高 Luo/罗 Zheng/郑 Liang/梁 Xie/谢 Song/宋 Tang/唐 Deng/邓 Han/韩 Feng/冯 Cao/曹 Peng/彭 Zeng/曾 Xiao/肖 Tian/田
        Dong/董 Pan/潘 Yuan/袁 Cai/蔡 Jiang/蒋 Yu/余 Lü/吕 Shan/单 Qiu/仇 Xie/解 Zha/查 Ge/盖 Ou/区 Qin/覃 Zhai/翟 Piao/朴
        Zeng/曾 Shan/单 Qiu/仇 Xie/解 Ouyang/欧阳 Sima/司马 Yuchi/尉迟
        """);

    private static readonly IReadOnlyList<string> GivenNames = Tongues.Words("""
        min/敏 jing/静 li/丽 wei/伟 qiang/强 lei/磊 yan/燕 jun/军 yong/勇 jie/杰 juan/娟 tao/涛 chao/超 ping/平 gang/刚 hui/慧 yu/雨
        xin/欣 jia/佳 yi/怡 chen/晨 hao/浩 bo/博 wen/文 ning/宁 lan/兰 mei/梅 qing/清 ran/然 le/乐 han/涵 yue/悦 rui/睿 zhi/志 xiu/秀
        """);

    private static readonly IReadOnlyList<string> Brands = Tongues.Words("""
        Qinghe/青禾 Yunjin/云锦 Ruifeng/瑞丰 Baihe/百合 Hengtai/恒泰 Mingyue/明悦 Chunhui/春晖 Jinsui/金穗 Lanting/兰亭 Zhulin/竹林
        Xinghe/星河 Hongyun/鸿运 Tongda/通达 Hesheng/和盛 Furui/福瑞 Changle/长乐 Huaxin/华欣 Jiayi/佳艺 Meiju/美居 Yaxuan/雅轩
        Dingsheng/鼎盛 Wanli/万里 Haitang/海棠 Songhe/松鹤 Yongan/永安 Shunfa/顺发 Chenguang/晨光 Lüzhou/绿洲 Jixiang/吉祥 Ruyi/如意
        Bishui/碧水 Nanfeng/南枫 Beichen/北辰 Dongli/东篱 Xiyuan/西园 Qiaojiang/巧匠 Zhenpin/臻品 Moxiang/墨香 Fengqing/风清 Zisu/紫苏
        Yuanhang/远航 Sihai/四海 Tianyi/天一 Jubao/聚宝 Liuyun/流云 Zhongqiao/重桥 Lehuo/乐活 Changqing/长青 Yinxing/银杏 Hupo/琥珀
        """);

    public static (string Name, string LocalName) Person(Draw draw)
    {
        var (surname, surnameLocal) = Pair(draw.Pick(Surnames));
        var (given, givenLocal) = Pair(draw.Pick(GivenNames));
        if (draw.Chance(0.6m))
        {
            var (second, secondLocal) = Pair(draw.Pick(GivenNames));
            (given, givenLocal) = (given + second, givenLocal + secondLocal);
        }

        return ($"{surname} {Capital(given)}", surnameLocal + givenLocal);
    }

    /// <summary>Place, brand, trade and legal form, as firms are registered in Chinese.</summary>
    public static (string Name, string LocalName) Company(Draw draw, City? city, Trade trade, string legalForm)
    {
        var (brand, brandLocal) = Pair(draw.Pick(Brands));
        var name = draw.Chance(0.35m) && city is not null
            ? $"{city.Name} {brand} {trade.Word} {legalForm}"
            : $"{brand} {trade.Word} {legalForm}";
        return (name, $"{city?.LocalName}{brandLocal}{trade.LocalWord}有限公司");
    }

    public static (string Latin, string Local) Pair(string word)
    {
        var at = word.IndexOf('/', StringComparison.Ordinal);
        return (word[..at], word[(at + 1)..]);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
