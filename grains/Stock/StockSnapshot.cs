using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace BeautyGrains.Grains;

/// <summary>A stock as its snapshot has it: plain lists; order and indexes are rebuilt on reading.</summary>
internal sealed record StockSnapshot(
    string Key,
    long Version,
    decimal OnHand,
    ImmutableArray<Lot> Lots,
    ImmutableArray<Reservation> Open,
    decimal Reserved,
    decimal Unpinned,
    decimal Unmatched,
    ImmutableArray<Transit> TransitsOut,
    ImmutableArray<Transit> TransitsIn,
    ImmutableArray<Incident> Incidents,
    ImmutableArray<Incident> ClosedIncidents,
    ImmutableArray<ForgottenIds> Forgotten,
    bool HasDropped,
    ImmutableArray<Container>? Containers = null,
    ImmutableArray<StockRecall>? Recalls = null,
    long LateVersion = 0,
    ImmutableArray<UnmatchedEntry> UnmatchedEntries = default,
    ImmutableArray<UnitHere>? Units = null,
    ImmutableArray<string>? Astray = null)
{
    /// <param name="apart">Takes the words of filters that are bits; null to have them in the snapshot too.</param>
    public static StockSnapshot Of(Stock stock, ArrayBufferWriter<byte>? apart = null)
    {
        var memory = stock.Memory.WithoutRecent();
        return new(
            stock.Key, stock.Version, stock.OnHand, [.. stock.Lots], [.. stock.Open], stock.Reserved, stock.Unpinned, stock.Unmatched,
            [.. stock.TransitsOut], [.. stock.TransitsIn], [.. stock.Incidents], [.. stock.ClosedIncidents],
            [.. memory.Forgotten.Select(one => ForgottenIds.Of(one, apart))], memory.HasDropped,
            stock.Containers.IsEmpty ? null : [.. stock.Containers],
            stock.Recalls.IsEmpty ? null : [.. stock.Recalls], stock.LateVersion, [.. stock.UnmatchedEntries],
            stock.Units.IsEmpty ? null : [.. stock.Units], stock.Astray.IsEmpty ? null : [.. stock.Astray]);
    }

    /// <param name="apart">What <see cref="Of"/> wrote there.</param>
    /// <exception cref="JsonException">It is shorter than that.</exception>
    public Stock ToStock(ReadOnlySpan<byte> apart = default)
    {
        var filters = ImmutableArray.CreateBuilder<IdFilter>(Forgotten.Length);
        foreach (var one in Forgotten) filters.Add(one.ToFilter(ref apart));
        return ToStock(filters.MoveToImmutable());
    }

    private Stock ToStock(ImmutableArray<IdFilter> filters) => Stock.Empty(Key).Holding(Lots.Select(lot => lot.Slim()), Open) with
    {
        Version = Version,
        OnHand = OnHand,
        Reserved = Reserved,
        Unpinned = Unpinned,
        Unmatched = Unmatched,
        TransitsOut = NamedSet<Transit>.Of(TransitsOut),
        TransitsIn = NamedSet<Transit>.Of(TransitsIn),
        Incidents = NamedSet<Incident>.Of(Incidents),
        ClosedIncidents = [.. ClosedIncidents],
        Astray = Astray is { } astray ? ImmutableSortedSet.Create(StringComparer.Ordinal, [.. astray]) : Stock.Empty(Key).Astray,
        Units = Units is { } here ? NamedSet<UnitHere>.Of(here) : default,
        Containers = Containers is { } open ? NamedSet<Container>.Of(open) : default,
        Recalls = Recalls is { } recalls ? NamedSet<StockRecall>.Of(recalls) : default,
        LateVersion = LateVersion,
        UnmatchedEntries = NamedSet<UnmatchedEntry>.Of(UnmatchedEntries),
        Memory = IdMemory.Empty with { Forgotten = filters, HasDropped = HasDropped },
    };
}

/// <summary>A filter of forgotten ids.</summary>
/// <param name="Words">Base64 of its words, little endian; empty where they lie apart, in the order of the filters.</param>
internal sealed record ForgottenIds(string Words, bool IsExact, int Count, DateTimeOffset NewestAt)
{
    public static ForgottenIds Of(IdFilter one, ArrayBufferWriter<byte>? apart)
    {
        var words = MemoryMarshal.AsBytes(one.Words.AsSpan());
        if (one.IsExact || apart is null) return new(Convert.ToBase64String(words), one.IsExact, one.Count, one.NewestAt);
        apart.Write(words);
        return new("", false, one.Count, one.NewestAt);
    }

    public IdFilter ToFilter(ref ReadOnlySpan<byte> apart)
    {
        ReadOnlySpan<byte> words = Convert.FromBase64String(Words);
        if (words.IsEmpty && !IsExact)
        {
            if (apart.Length < IdFilter.BytesOfBits) throw new JsonException("The bits of a filter are not there.");
            words = apart[..IdFilter.BytesOfBits];
            apart = apart[IdFilter.BytesOfBits..];
        }

        return new(ImmutableCollectionsMarshal.AsImmutableArray(MemoryMarshal.Cast<byte, ulong>(words).ToArray()), IsExact, Count, NewestAt);
    }
}
