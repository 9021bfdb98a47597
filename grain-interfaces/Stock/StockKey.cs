namespace BeautyGrains.Contracts;

/// <summary>The key of a stock grain: "store/sku".</summary>
/// <param name="Store">Store code.</param>
/// <param name="Sku">SKU code.</param>
[GenerateSerializer, Immutable, Alias("bg.StockKey")]
public sealed record StockKey(string Store, string Sku)
{
    /// <summary>The grain key.</summary>
    public static string Of(string store, string sku) => $"{store}/{sku}";

    /// <summary>Reads a grain key.</summary>
    /// <exception cref="FormatException">It has no slash.</exception>
    public static StockKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? new(key[..slash], key[(slash + 1)..]) : throw new FormatException($"'{key}' is not store/sku.");
    }

    /// <inheritdoc />
    public override string ToString() => Of(Store, Sku);
}
