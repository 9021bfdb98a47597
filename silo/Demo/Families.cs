using BeautyGrains.Contracts;
using static BeautyGrains.Contracts.GoodsCategory;

namespace BeautyGrains.Silo.Demo;

/// <summary>A kind of goods of the sample chain, in several sizes and brands.</summary>
/// <param name="Code">Start of its SKU codes.</param>
/// <param name="Specs">Sizes.</param>
/// <param name="Months">Shelf life; 0 for goods without expiry.</param>
/// <param name="Price">Yuan, least and most.</param>
/// <param name="Pack">Base units in the larger unit; 0 for none.</param>
internal sealed record Family(
    string Code, string En, string Zh, string Category, GoodsCategory Goods, string Unit, string[] Specs, int Months, (int Least, int Most) Price, int Pack,
    string? Ingredients = null, StorageClass Storage = StorageClass.Ambient, SecurityClass Security = SecurityClass.Open, bool Implant = false)
{
    /// <summary>Sold and used in clinics only.</summary>
    public bool IsMedical => Goods is Drug or ControlledDrug or DeviceII or DeviceIII;

    /// <summary>Used up in treatments; not for a shop's shelf.</summary>
    public bool IsConsumable => Category is "Consumables" or "Disinfection";
}

/// <summary>What the sample chain sells and uses: 40 families. Names and brands are made up.</summary>
internal static class Families
{
    private const string Water = "Aqua, Glycerin, Butylene Glycol, Phenoxyethanol";

    public static readonly (string En, string Zh)[] Brands =
    [
        ("Songhe", "松禾"), ("Aqualis", "水漾"), ("Yunxi", "云汐"), ("Petal & Stone", "花石"), ("Nordhud", "北肌"),
        ("Crème Lune", "月霜"), ("Bai Lu", "白露"), ("Hanfang Hall", "汉方堂"), ("Verdane", "绿语"), ("Muse Skin", "缪肌"),
    ];

    public static readonly (string En, string Zh)[] MedicalBrands =
        [("MediVera", "美维"), ("Dermaline", "德玛"), ("Ruikang", "瑞康"), ("Anjie", "安洁"), ("Xinhe Biotech", "新禾生物")];

    public static readonly Family[] All =
    [
        new("CLNF", "Amino Acid Foam Cleanser", "氨基酸泡沫洁面乳", "Cleansers", OrdinaryCosmetic, "tube", ["60 g", "100 g", "150 g"], 36, (58, 188), 24, Water + ", Sodium Cocoyl Glycinate"),
        new("CLNO", "Cleansing Oil", "卸妆油", "Cleansers", OrdinaryCosmetic, "bottle", ["120 ml", "200 ml"], 36, (88, 320), 12, "Ethylhexyl Palmitate, PEG-20 Glyceryl Triisostearate, Tocopherol"),
        new("MICL", "Micellar Water", "净透卸妆水", "Cleansers", OrdinaryCosmetic, "bottle", ["250 ml", "400 ml"], 36, (69, 168), 12, Water + ", Poloxamer 184"),
        new("TONR", "Hydrating Toner", "保湿爽肤水", "Toners", OrdinaryCosmetic, "bottle", ["150 ml", "200 ml", "300 ml"], 36, (79, 360), 12, Water + ", Panthenol, Betaine"),
        new("ESSN", "Ferment Essence", "酵母精华水", "Toners", OrdinaryCosmetic, "bottle", ["75 ml", "150 ml"], 36, (260, 880), 12, "Galactomyces Ferment Filtrate, Butylene Glycol, Pentylene Glycol, Aqua"),
        new("SEHA", "Hyaluronic Serum", "玻尿酸精华", "Serums", OrdinaryCosmetic, "bottle", ["15 ml", "30 ml"], 36, (129, 480), 24, Water + ", Sodium Hyaluronate, Hydrolyzed Sodium Hyaluronate"),
        new("SEVC", "Vitamin C Serum", "维C精华液", "Serums", OrdinaryCosmetic, "bottle", ["15 ml", "30 ml"], 24, (189, 690), 24, "Aqua, Ascorbic Acid, Ethoxydiglycol, Ferulic Acid, Tocopherol", StorageClass.CoolDark),
        new("SENI", "Niacinamide Serum", "烟酰胺精华", "Serums", SpecialCosmetic, "bottle", ["30 ml", "50 ml"], 36, (119, 420), 24, Water + ", Niacinamide, Zinc PCA"),
        new("SERE", "Retinol Night Serum", "视黄醇夜间精华", "Serums", OrdinaryCosmetic, "bottle", ["15 ml", "30 ml"], 24, (219, 760), 24, "Aqua, Squalane, Retinol, Tocopherol, Caprylic/Capric Triglyceride", StorageClass.CoolDark),
        new("AMPL", "Repair Ampoule", "修护安瓶", "Serums", OrdinaryCosmetic, "ampoule", ["1.5 ml", "2 ml"], 24, (18, 66), 28, Water + ", Ceramide NP, Ectoin"),
        new("CRMD", "Day Cream", "日间面霜", "Moisturisers", OrdinaryCosmetic, "jar", ["30 g", "50 g"], 36, (139, 680), 12, Water + ", Cetearyl Alcohol, Caprylic/Capric Triglyceride, Dimethicone"),
        new("CRMN", "Night Cream", "晚霜", "Moisturisers", OrdinaryCosmetic, "jar", ["30 g", "50 g"], 36, (169, 780), 12, Water + ", Butyrospermum Parkii Butter, Squalane, Ceramide NP"),
        new("EYEC", "Eye Cream", "眼霜", "Eye care", OrdinaryCosmetic, "tube", ["15 g", "20 g"], 36, (159, 720), 24, Water + ", Caffeine, Palmitoyl Tripeptide-1"),
        new("MSHT", "Sheet Mask", "补水面膜", "Masks", OrdinaryCosmetic, "piece", ["25 ml", "30 ml"], 36, (8, 39), 10, Water + ", Sodium Hyaluronate, Allantoin"),
        new("MCLY", "Clay Mask", "清洁泥膜", "Masks", OrdinaryCosmetic, "jar", ["75 g", "100 g"], 36, (98, 298), 12, "Aqua, Kaolin, Bentonite, Glycerin"),
        new("MSLP", "Sleeping Mask", "睡眠面膜", "Masks", OrdinaryCosmetic, "jar", ["50 g", "80 g"], 36, (99, 328), 12, Water + ", Trehalose, Centella Asiatica Extract"),
        new("SUN5", "Sunscreen SPF 50+ PA++++", "防晒乳 SPF50+", "Sunscreens", SpecialCosmetic, "tube", ["30 ml", "50 ml"], 36, (119, 420), 24, "Aqua, Zinc Oxide, Ethylhexyl Methoxycinnamate, Diethylamino Hydroxybenzoyl Hexyl Benzoate", StorageClass.Cool),
        new("SUN3", "Sunscreen SPF 30 PA+++", "防晒霜 SPF30", "Sunscreens", SpecialCosmetic, "tube", ["40 ml", "60 ml"], 36, (89, 260), 24, "Aqua, Titanium Dioxide, Octocrylene, Glycerin", StorageClass.Cool),
        new("KSUN", "Children's Sunscreen", "儿童防晒霜", "Children", ChildrensCosmetic, "tube", ["30 ml", "50 ml"], 36, (99, 238), 24, "Aqua, Zinc Oxide, Titanium Dioxide, Glycerin", StorageClass.Cool),
        new("KCRM", "Children's Cream", "儿童润肤霜", "Children", ChildrensCosmetic, "jar", ["40 g", "60 g"], 36, (49, 168), 24, "Aqua, Glycerin, Avena Sativa Kernel Extract, Squalane"),
        new("WHIT", "Brightening Essence", "美白淡斑精华", "Serums", SpecialCosmetic, "bottle", ["30 ml", "50 ml"], 36, (239, 890), 24, Water + ", Phenylethyl Resorcinol, Arbutin"),
        new("HDYE", "Hair Colour", "染发膏", "Hair", SpecialCosmetic, "box", ["80 g", "120 g"], 36, (39, 139), 24, "Aqua, Cetearyl Alcohol, Ammonium Hydroxide, Toluene-2,5-Diamine Sulfate"),
        new("LIPB", "Lip Balm", "润唇膏", "Lips", OrdinaryCosmetic, "piece", ["3.5 g", "4 g"], 36, (25, 118), 24, "Petrolatum, Cera Alba, Tocopheryl Acetate"),
        new("BODY", "Body Lotion", "身体乳", "Body", OrdinaryCosmetic, "bottle", ["200 ml", "400 ml"], 36, (59, 239), 12, Water + ", Urea, Dimethicone"),
        new("HAND", "Hand Cream", "护手霜", "Body", OrdinaryCosmetic, "tube", ["30 g", "75 g"], 36, (19, 99), 24, Water + ", Butyrospermum Parkii Butter"),
        new("MASO", "Massage Oil", "按摩精油", "Salon", OrdinaryCosmetic, "bottle", ["100 ml", "500 ml"], 24, (89, 460), 12, "Simmondsia Chinensis Seed Oil, Lavandula Angustifolia Oil, Tocopherol", StorageClass.CoolDark),
        new("PEEL", "Salon Enzyme Peel", "院线酵素去角质", "Salon", OrdinaryCosmetic, "jar", ["250 g", "500 g"], 24, (168, 520), 6, "Kaolin, Papain, Oryza Sativa Starch"),
        new("CTPD", "Cotton Pads", "化妆棉", "Consumables", Other, "bag", ["100 pcs", "200 pcs"], 0, (9, 29), 50),
        new("SHET", "Disposable Bed Sheets", "一次性床单", "Consumables", Other, "roll", ["50 pcs", "100 pcs"], 0, (29, 79), 10),
        new("SPNG", "Facial Sponges", "洗脸海绵", "Consumables", Other, "bag", ["12 pcs", "24 pcs"], 0, (8, 26), 40),
        new("GLOV", "Nitrile Gloves", "丁腈手套", "Consumables", DeviceI, "box", ["S", "M", "L"], 36, (29, 68), 10),
        new("GELU", "Ultrasound Gel", "超声耦合剂", "Consumables", DeviceI, "bottle", ["250 ml", "1 l"], 24, (12, 48), 20),
        new("DRSG", "Medical Repair Dressing", "医用修复敷料", "Medical aesthetics", DeviceII, "piece", ["25 g", "30 g"], 24, (29, 89), 5),
        new("CANN", "Blunt Cannula", "一次性钝针", "Medical aesthetics", DeviceIII, "piece", ["25G 38 mm", "25G 50 mm", "27G 38 mm"], 36, (35, 98), 20),
        new("NEED", "Sterile Syringe with Needle", "一次性无菌注射器带针", "Medical aesthetics", DeviceIII, "piece", ["1 ml 30G", "2 ml 30G", "5 ml 25G"], 36, (1, 6), 100),
        new("FILL", "Cross-linked Hyaluronic Filler", "交联透明质酸钠填充剂", "Medical aesthetics", DeviceIII, "syringe", ["0.5 ml", "1 ml"], 24, (980, 6800), 10, "Sodium Hyaluronate 20 mg/ml, BDDE cross-linked", StorageClass.Labelled, SecurityClass.Locked, Implant: true),
        new("TOXA", "Botulinum Toxin Type A", "注射用A型肉毒毒素", "Medical aesthetics", ControlledDrug, "vial", ["50 U", "100 U"], 24, (1280, 4200), 10, "Clostridium Botulinum Toxin Type A", StorageClass.Labelled, SecurityClass.DoubleLock),
        new("LIDO", "Lidocaine Cream", "利多卡因乳膏", "Medical aesthetics", Drug, "tube", ["10 g", "30 g"], 24, (39, 128), 20, "Lidocaine, Prilocaine", StorageClass.Cool, SecurityClass.Locked),
        new("ALCO", "Alcohol 75 %", "75%酒精消毒液", "Disinfection", Disinfectant, "bottle", ["100 ml", "500 ml"], 24, (6, 26), 24, "Ethanol 75 %", StorageClass.Cool),
        new("IODO", "Povidone-iodine Solution", "碘伏消毒液", "Disinfection", Disinfectant, "bottle", ["60 ml", "500 ml"], 24, (6, 32), 24, "Povidone-Iodine 0.5 %", StorageClass.CoolDark),
    ];
}
