namespace BeautyGrains.Grains;

/// <summary>
/// The table until somebody puts another. Data, not rules: packs of cosmetics and of other goods may be broken up and sealed units put into kits; drugs,
/// devices and disinfectants may not be repacked, since their packs are part of what was approved.
/// </summary>
public static class RepackDefaults
{
    /// <summary>The table.</summary>
    public static RepackPolicy Policy { get; } = new(
    [
        new(GoodsCategory.Other, [RepackKind.Split, RepackKind.Kit, RepackKind.Mix]),
        new(GoodsCategory.OrdinaryCosmetic, [RepackKind.Split, RepackKind.Kit]),
        new(GoodsCategory.SpecialCosmetic, [RepackKind.Split, RepackKind.Kit]),
        new(GoodsCategory.ChildrensCosmetic, [RepackKind.Split, RepackKind.Kit]),
    ]);
}
