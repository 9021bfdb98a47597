namespace BeautyGrains.Grains;

/// <summary>The tables of buying until somebody puts others. Data, not rules: the chain edits them.</summary>
public static class BuyingDefaults
{
    private static readonly GoodsCategory[] s_all = Enum.GetValues<GoodsCategory>();

    private static readonly GoodsCategory[] s_registered =
    [
        GoodsCategory.OrdinaryCosmetic, GoodsCategory.SpecialCosmetic, GoodsCategory.ChildrensCosmetic, GoodsCategory.Drug, GoodsCategory.ControlledDrug,
        GoodsCategory.DeviceI, GoodsCategory.DeviceII, GoodsCategory.DeviceIII,
    ];

    /// <summary>Of the score of suppliers, by habit: being on time counts most; a change is worth its trouble from 0.05 on.</summary>
    public static ScoreWeights Weights { get; } = new(0.35m, 0.25m, 0.2m, 0.2m, 0.05m);

    /// <summary>
    /// Qualifications: every supplier shows its business licence (营业执照); what drugs, devices and disinfectants need besides follows China's Drug
    /// Administration Law (2019, articles 51 and 61), the Regulations on Medical Devices (State Council order 739, articles 41 and 42) and the Measures on
    /// Disinfection (Ministry of Health, article 20). Registrations and filings of cosmetics: the Regulations on Cosmetics (State Council order 727,
    /// articles 4 and 38); goods made while it was valid may still be taken in. The rest is habit: one approval for every order and two from 50,000 yuan
    /// on, 5 % more and 2 % less than ordered, samples by risk, one yuan or 0.5 % on invoices.
    /// </summary>
    public static BuyingPolicy Policy { get; } = new(
        "CNY",
        [
            .. s_all.Select(category => new QualificationDuty(category, "business-licence")),
            new(GoodsCategory.Drug, "drug-licence"),
            new(GoodsCategory.ControlledDrug, "drug-licence"),
            new(GoodsCategory.ControlledDrug, "controlled-drug-approval"),
            new(GoodsCategory.DeviceII, "device-filing"),
            new(GoodsCategory.DeviceIII, "device-licence"),
            new(GoodsCategory.Disinfectant, "disinfectant-licence"),
        ],
        [.. s_registered.Select(category => new RegistrationDuty(category, MadeWhileValid: true))],
        [new(GoodsCategory.Drug), new(GoodsCategory.ControlledDrug), new(GoodsCategory.DeviceIII), new(GoodsCategory.DeviceII, BetweenEntities: true)],
        [new(0, 1), new(5_000_000, 2)],
        [new(0.05m, 0.02m), new(0, 0, GoodsCategory.ControlledDrug)],
        [
            new(GoodsCategory.SpecialCosmetic, 1, 0, true),
            new(GoodsCategory.ChildrensCosmetic, 1, 0, true),
            new(GoodsCategory.Drug, 2, 0.01m, true),
            new(GoodsCategory.ControlledDrug, 0, 1, true),
            new(GoodsCategory.DeviceII, 1, 0, true),
            new(GoodsCategory.DeviceIII, 2, 0.02m, true),
        ],
        [],
        [new(100, 0.005m)]);
}
