namespace BeautyGrains.Grains;

/// <summary>What the catalogue says of a store and a SKU; cached, at most 5 s old.</summary>
public interface ICatalogueFacts
{
    /// <summary>Both records; refused with UnknownStore or UnknownSku. Inactive ones are answered as they are.</summary>
    ValueTask<Answer<StockFacts>> Of(string store, string sku);
}
