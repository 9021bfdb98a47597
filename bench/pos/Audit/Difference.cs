namespace BeautyGrains.Bench.Pos;

/// <summary>Something that is not as the record says.</summary>
/// <param name="Where">The stock, reservation, basket or transfer.</param>
/// <param name="What">In words.</param>
public sealed record Difference(string Where, string What);
