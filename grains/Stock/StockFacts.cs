namespace BeautyGrains.Grains;

/// <summary>What the rules of a stock need to know of the catalogue; resolved by the shell before deciding.</summary>
/// <param name="NotLicensed">Why the store may not deal in goods of the SKU's category today; null where it may, or no licence is needed.</param>
public sealed record StockFacts(SkuRecord Sku, StoreRecord Store, Refusal? NotLicensed = null);
