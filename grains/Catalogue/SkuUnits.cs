namespace BeautyGrains.Grains;

/// <summary>The units of a product.</summary>
internal static class SkuUnits
{
    /// <summary>How many base units one of that unit is; null when the product has no such unit.</summary>
    /// <param name="unit">Null for the base unit.</param>
    public static decimal? BaseUnitsIn(SkuRecord sku, string? unit) =>
        unit is null || unit == sku.Unit ? 1 : sku.Packs?.FirstOrDefault(pack => pack.Unit == unit)?.Contains;
}
