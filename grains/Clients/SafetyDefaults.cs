namespace BeautyGrains.Grains;

/// <summary>
/// The table until somebody puts another: what clients of beauty salons and clinics are most often allergic to, by INCI names, names of daily life, and Chinese ones of
/// the catalogue of used cosmetic ingredients (已使用化妆品原料目录). Data, not rules.
/// </summary>
public static class SafetyDefaults
{
    /// <summary>The table.</summary>
    public static SafetyPolicy Policy { get; } = new(
    [
        Row("fragrance", "parfum", "fragrance", "fragrances", "perfume", "aroma", "香精", "香料"),
        Row("lanolin", "lanolin", "lanolin*", "wool fat", "wool wax", "adeps lanae", "羊毛脂"),
        Row("parabens", "paraben", "parabens", "*paraben", "尼泊金", "羟苯甲酯", "羟苯乙酯", "羟苯丙酯", "羟苯丁酯", "对羟基苯甲酸"),
        Row("formaldehyde", "formaldehyde", "formalin", "dmdm hydantoin", "imidazolidinyl urea", "diazolidinyl urea", "quaternium 15", "bronopol", "2 bromo 2 nitropropane 1 3 diol", "sodium hydroxymethylglycinate", "甲醛", "咪唑烷基脲", "双咪唑烷基脲", "季铵盐-15"),
        Row("isothiazolinones", "methylisothiazolinone", "methylchloroisothiazolinone", "isothiazolinone", "kathon", "甲基异噻唑啉酮", "甲基氯异噻唑啉酮", "异噻唑啉酮"),
        Row("phenoxyethanol", "phenoxyethanol", "苯氧乙醇"),
        Row("salicylates", "salicylic acid", "salicylate", "*salicylate", "salicylates", "bha", "aspirin", "水杨酸", "阿司匹林"),
        Row("retinoids", "retinol", "retinal", "retinoid", "retinoids", "retinyl*", "tretinoin", "retinoic acid", "hydroxypinacolone retinoate", "视黄醇", "视黄醛", "视黄酸", "维A酸", "A醇"),
        Row("alcohol", "=alcohol", "alcohol denat", "sd alcohol*", "ethanol", "ethyl alcohol", "乙醇", "酒精"),
        Row("propylene-glycol", "propylene glycol", "丙二醇"),
        Row("sulfates", "sodium lauryl sulfate", "sodium laureth sulfate", "sls", "sles", "月桂醇硫酸酯钠", "月桂醇聚醚硫酸酯钠", "十二烷基硫酸钠"),
        Row("cocamidopropyl-betaine", "cocamidopropyl betaine", "椰油酰胺丙基甜菜碱"),
        Row("peanut", "peanut", "arachis", "花生"),
        Row("almond", "almond", "prunus amygdalus", "扁桃", "杏仁"),
        Row("soy", "soy", "soybean", "glycine soja", "glycine max", "大豆"),
        Row("wheat", "wheat", "gluten", "triticum", "小麦", "麸质"),
        Row("milk", "milk", "lac", "casein", "whey", "lactis*", "乳蛋白", "牛奶", "酪蛋白", "乳清"),
        Row("egg", "egg", "ovum", "albumen", "鸡蛋", "卵"),
        Row("bee-products", "beeswax", "bee wax", "cera alba", "propolis", "honey", "=mel", "royal jelly", "蜂蜡", "蜂胶", "蜂蜜", "蜂王浆"),
        Row("shellfish", "shellfish", "chitosan", "chitin", "甲壳素", "壳聚糖", "虾", "蟹"),
        Row("fish", "fish", "鱼"),
        Row("iodine", "iodine", "iodide", "iodo*", "碘"),
        Row("nickel", "nickel", "镍"),
        Row("latex", "latex", "乳胶"),
        Row("lidocaine", "lidocaine", "lignocaine", "利多卡因"),
        Row("botulinum-toxin", "botulinum", "肉毒"),
        Row("hyaluronic-acid", "hyaluronic acid", "hyaluronate", "hyaluronan", "玻尿酸", "透明质酸"),
        Row("collagen", "collagen", "胶原"),
        Row("linalool", "linalool", "芳樟醇"),
        Row("limonene", "limonene", "苎烯", "柠檬烯"),
        Row("citral", "citral", "柠檬醛"),
        Row("geraniol", "geraniol", "香叶醇"),
        Row("citronellol", "citronellol", "香茅醇"),
        Row("eugenol", "eugenol", "丁香酚"),
        Row("cinnamal", "cinnamal", "cinnamaldehyde", "hexyl cinnamal", "amyl cinnamal", "肉桂醛"),
        Row("coumarin", "coumarin", "香豆素"),
        Row("benzyl-alcohol", "benzyl alcohol", "苯甲醇"),
        Row("tea-tree", "tea tree", "melaleuca", "茶树"),
        Row("lavender", "lavender", "lavandula", "薰衣草"),
        Row("chamomile", "chamomile", "chamomilla", "anthemis nobilis", "洋甘菊", "母菊"),
        Row("oxybenzone", "oxybenzone", "benzophenone 3", "二苯酮-3"),
        Row("hair-dyes", "p phenylenediamine", "ppd", "toluene 2 5 diamine", "对苯二胺", "苯二胺"),
        Row("hydroquinone", "hydroquinone", "氢醌"),
        Row("niacinamide", "niacinamide", "nicotinamide", "烟酰胺"),
        Row("vitamin-c", "ascorbic acid", "ascorbyl*", "vitamin c", "抗坏血酸", "维生素C", "维C"),
        Row("vitamin-e", "tocopherol", "tocopheryl*", "vitamin e", "生育酚", "维生素E"),
        Row("fruit-acids", "aha", "glycolic acid", "lactic acid", "mandelic acid", "果酸", "乙醇酸", "羟基乙酸", "乳酸", "杏仁酸"),
        Row("silicones", "silicone", "dimethicone", "*dimethicone", "cyclopentasiloxane", "*siloxane", "硅油", "聚二甲基硅氧烷", "环五聚二甲基硅氧烷"),
        Row("talc", "talc", "滑石"),
        Row("titanium-dioxide", "titanium dioxide", "ci 77891", "二氧化钛"),
    ]);

    private static Substance Row(string id, params string[] names) => new(id, [.. names]);
}
