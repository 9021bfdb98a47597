namespace BeautyGrains.Silo.Demo;

/// <summary>
/// A small generator that gives the same numbers for the same seed on every machine and version: SplitMix64
/// (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A whole number from least to most, both included.</summary>
    public int Between(int least, int most)
    {
        // The high half of a 128-bit product spreads evenly enough for ranges this small.
        var range = (ulong)(most - least + 1);
        return least + (int)Math.BigMul(Next(), range, out _);
    }

    /// <summary>True in that many of a hundred.</summary>
    public bool Percent(int hundredths) => Between(1, 100) <= hundredths;

    public T Of<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];
}
