namespace BeautyGrains.Bench.Pos;

/// <summary>One stock: a SKU in a store.</summary>
public readonly record struct StockKey(string Store, string Sku)
{
    /// <summary>Where it lives at the server, relative to its address.</summary>
    public string Path => $"/v1/stores/{Store}/skus/{Sku}";

    /// <inheritdoc />
    public override string ToString() => $"{Store}/{Sku}";
}

/// <summary>What was asked on the command line.</summary>
/// <param name="Terminals">How many work at a time.</param>
/// <param name="Load">How long they work.</param>
/// <param name="Stock">Prepared per store and SKU, in base units; hot SKUs get a hundredth.</param>
/// <param name="SurviveOutages">How long one command is retried while the server is away or refuses for a while.</param>
/// <param name="StopFile">The load ends early once this file is there; null for never.</param>
/// <param name="Record">Where acknowledgements are written down, or null.</param>
public sealed record Settings(
    Uri Url,
    string Key,
    int Terminals,
    TimeSpan Load,
    int Stores,
    int Skus,
    decimal Stock,
    ulong Seed,
    bool Prepare,
    TimeSpan SurviveOutages,
    string? StopFile,
    string? Record);
