namespace BeautyGrains.Grains;

/// <summary>A range of temperatures in °C, both ends included; null for no bound.</summary>
public sealed record TemperatureRange(decimal? MinCelsius, decimal? MaxCelsius)
{
    /// <summary>True within the range.</summary>
    public bool Contains(decimal celsius) => !(celsius < MinCelsius) && !(celsius > MaxCelsius);
}

/// <summary>
/// Temperatures of the storage classes. Data, not rules: the host may put another table in place.
/// The defaults follow the general notices of the Chinese Pharmacopoeia, edition of 2020 (常温 10–30 °C, 阴凉处 and 凉暗处 not above 20 °C, 冷处 2–10 °C);
/// frozen goods, which it does not define, are kept at or below −15 °C by habit.
/// </summary>
public sealed record StorageRanges(ImmutableDictionary<StorageClass, TemperatureRange> Ranges)
{
    /// <summary>As above; the class of labelled ranges stands for labels that name none, and is taken as cold.</summary>
    public static StorageRanges Default { get; } = new(new Dictionary<StorageClass, TemperatureRange>
    {
        [StorageClass.Ambient] = new(10, 30),
        [StorageClass.Cool] = new(null, 20),
        [StorageClass.CoolDark] = new(null, 20),
        [StorageClass.Cold] = new(2, 10),
        [StorageClass.Labelled] = new(2, 10),
        [StorageClass.Frozen] = new(null, -15),
    }.ToImmutableDictionary());

    /// <summary>Do goods of that class travel with a thermometer?</summary>
    public static bool NeedsReadings(StorageClass storage) => storage is StorageClass.Cold or StorageClass.Labelled or StorageClass.Frozen;

    /// <summary>What a product's label says, else what its class says.</summary>
    public TemperatureRange Of(SkuRecord sku) => sku.MinCelsius is null && sku.MaxCelsius is null
        ? Ranges[sku.Storage]
        : new(sku.MinCelsius, sku.MaxCelsius);
}
