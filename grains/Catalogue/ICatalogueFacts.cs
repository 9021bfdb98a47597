namespace BeautyGrains.Grains;

/// <summary>What the catalogue says of a store and a SKU; cached, at most 5 s old.</summary>
public interface ICatalogueFacts
{
    /// <summary>Both records; refused with UnknownStore or UnknownSku. Inactive ones are answered as they are.</summary>
    /// <param name="stock">The key of the stock, "store/sku".</param>
    ValueTask<Answer<StockFacts>> Of(string stock);

    /// <inheritdoc cref="Of(string)" />
    ValueTask<Answer<StockFacts>> Of(string store, string sku) => Of(StockKey.Of(store, sku));
}
