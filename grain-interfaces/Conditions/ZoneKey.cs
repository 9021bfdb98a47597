namespace BeautyGrains.Contracts;

/// <summary>The key of a zone: "store/zone", both ids.</summary>
[GenerateSerializer, Immutable, Alias("bg.ZoneKey")]
public readonly record struct ZoneKey(string Store, string Zone)
{
    /// <summary>The grain's key.</summary>
    public override string ToString() => $"{Store}/{Zone}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ZoneKey Parse(string key) => key.Split('/') is [var store, var zone] ? new(store, zone) : throw new FormatException($"'{key}' is no key of a zone.");
}
