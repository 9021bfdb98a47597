using System.Text;

namespace BeautyGrains.Grains;

/// <summary>
/// Ids that are no longer at hand: answers "certainly not" or "perhaps". Deterministic across processes.
/// A few are kept as their hashes of 64 bits. From <see cref="MostHashes"/> on they are bits: 16,384 ids in 262,144 bits with 11 probes, about
/// 0.05 % false "perhaps" when full (Bloom 1970; probes by double hashing, Kirsch and Mitzenmacher 2006), for a busy stock has dozens of filters.
/// </summary>
/// <param name="IsExact">The words are hashes in ascending order, each once; else they are the bits.</param>
/// <param name="Count">Ids added.</param>
/// <param name="NewestAt">When the newest of them was done.</param>
public sealed record IdFilter(ImmutableArray<ulong> Words, bool IsExact, int Count, DateTimeOffset NewestAt)
{
    /// <summary>How many ids a filter takes.</summary>
    public const int Capacity = 16_384;

    /// <summary>How many hashes a filter of hashes takes.</summary>
    public const int MostHashes = 2_048;

    /// <summary>How long the words of one are that is bits.</summary>
    public const int BytesOfBits = BitWords * sizeof(ulong);

    private const int BitWords = 4_096;
    private const int Probes = 11;

    /// <summary>Without ids.</summary>
    public static IdFilter Empty { get; } = new([], true, 0, DateTimeOffset.MinValue);

    /// <summary>False: the id was never added.</summary>
    /// <param name="hash">See <see cref="HashOf"/>.</param>
    public bool MayContain(ulong hash)
    {
        if (IsExact) return Words.BinarySearch(hash) >= 0;
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = Bit(hash, probe);
            if ((Words[bit >> 6] & (1UL << (bit & 63))) == 0) return false;
        }

        return true;
    }

    /// <summary>With these ids too.</summary>
    public IdFilter Add(IReadOnlyCollection<ulong> hashes, DateTimeOffset at)
    {
        var newest = at > NewestAt ? at : NewestAt;
        if (IsExact && Count + hashes.Count <= MostHashes)
        {
            ImmutableArray<ulong> all = [.. Words.Concat(hashes).Distinct().Order()];
            return new(all, true, all.Length, newest);
        }

        var bits = ToBits();
        foreach (var hash in hashes) Set(bits, hash);
        return new([.. bits], false, Count + hashes.Count, newest);
    }

    /// <summary>One filter that answers for both; more often "perhaps".</summary>
    public IdFilter Merge(IdFilter other)
    {
        if (other.IsExact) return Add(other.Words, other.NewestAt);
        if (IsExact) return other.Add(Words, NewestAt);
        return new([.. Words.Zip(other.Words, (mine, theirs) => mine | theirs)], false, Count + other.Count, NewestAt > other.NewestAt ? NewestAt : other.NewestAt);
    }

    /// <summary>FNV-1a of 64 bits over the id's UTF-8 with MurmurHash3's final mix; string.GetHashCode differs per process.</summary>
    public static ulong HashOf(string id)
    {
        var most = Encoding.UTF8.GetMaxByteCount(id.Length);
        Span<byte> bytes = most <= 1_024 ? stackalloc byte[most] : new byte[most];
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var unit in bytes[..Encoding.UTF8.GetBytes(id, bytes)]) hash = (hash ^ unit) * 1099511628211UL;
            hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
            hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
            return hash ^ (hash >> 33);
        }
    }

    private ulong[] ToBits()
    {
        if (!IsExact) return [.. Words];
        var bits = new ulong[BitWords];
        foreach (var hash in Words) Set(bits, hash);
        return bits;
    }

    private static void Set(ulong[] bits, ulong hash)
    {
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = Bit(hash, probe);
            bits[bit >> 6] |= 1UL << (bit & 63);
        }
    }

    private static int Bit(ulong hash, int probe)
    {
        unchecked
        {
            var step = (uint)(hash >> 32) | 1;
            return (int)(((uint)hash + (ulong)probe * step) % (BitWords * 64));
        }
    }
}
