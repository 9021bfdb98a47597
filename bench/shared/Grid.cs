using System.Globalization;

namespace BeautyGrains.Bench;

/// <summary>The stocks that all cases work on: every SKU in every store, and one more that is hot. The load scripts spell them the same way.</summary>
public sealed record Grid(int Stores, int Skus)
{
    /// <summary>The hot stock's store.</summary>
    public const string HotStore = "hot";

    /// <summary>The hot stock's SKU.</summary>
    public const string HotSku = "hot";

    /// <summary>How many stocks there are besides the hot one.</summary>
    public int Count => Stores * Skus;

    /// <summary>A store's code.</summary>
    /// <param name="number">From 0.</param>
    public static string Store(int number) => string.Create(CultureInfo.InvariantCulture, $"store-{number}");

    /// <summary>A SKU's code.</summary>
    /// <inheritdoc cref="Store"/>
    public static string Sku(int number) => string.Create(CultureInfo.InvariantCulture, $"sku-{number}");
}
