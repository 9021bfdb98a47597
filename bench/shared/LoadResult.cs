namespace BeautyGrains.Bench;

/// <summary>What callers of one turn have seen; one line of JSON between a program under measure and who compares.</summary>
/// <param name="Count">Things done: reservations, lines, calls.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Errors">Of things that failed.</param>
/// <param name="P50">Milliseconds of one request, whatever it carries.</param>
/// <param name="P99">See <paramref name="P50"/>.</param>
/// <param name="Max">See <paramref name="P50"/>.</param>
public sealed record LoadResult(long Count, double Seconds, long Errors, double P50, double P99, double Max)
{
    /// <summary>Things done a second.</summary>
    public double PerSecond => Count / Seconds;
}
