namespace BeautyGrains.Grains;

/// <summary>What the rules of a stock need to know of the catalogue; resolved by the shell before deciding.</summary>
public sealed record StockFacts(SkuRecord Sku, StoreRecord Store);
