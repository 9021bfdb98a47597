namespace BeautyGrains.Grains;

/// <summary>What the rules of a stock need to know of the catalogue; resolved by the shell before deciding.</summary>
/// <param name="NotLicensed">Why the store may not deal in goods of the SKU's category today; null where it may, or no licence is needed.</param>
/// <param name="NotFromOthers">Why it may not take such goods from a store of another legal entity; null where it may.</param>
/// <param name="Controlled">The mark that makes them controlled today; null for other goods.</param>
public sealed record StockFacts(SkuRecord Sku, StoreRecord Store, Refusal? NotLicensed = null, Refusal? NotFromOthers = null, ControlledMark? Controlled = null)
{
    /// <summary>Why the store may not take goods of the SKU by transfer from another one; null where it may.</summary>
    public Refusal? NotTakenFrom(StoreRecord from) => from.LegalEntity == Store.LegalEntity ? NotLicensed : NotFromOthers;
}
