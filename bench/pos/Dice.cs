namespace BeautyGrains.Bench.Pos;

/// <summary>Seeded pseudo-random numbers (SplitMix64): the same seed makes the same choices on every machine and runtime.</summary>
/// <remarks>Not safe for several threads; every terminal has its own.</remarks>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice of its own for one terminal, independent of its neighbours'.</summary>
    public static Dice For(ulong seed, int terminal) => new(Mix(seed ^ Mix((ulong)terminal + 1)));

    /// <summary>From 0, inclusive, to <paramref name="bound"/>, exclusive.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>Both ends inclusive.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True so many times of a hundred.</summary>
    public bool Percent(int chance) => Below(100) < chance;

    /// <summary>One of these.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            return Mix(_state);
        }
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
