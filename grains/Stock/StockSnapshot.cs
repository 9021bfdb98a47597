using System.Runtime.InteropServices;

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
    bool HasDropped)
{
    public static StockSnapshot Of(Stock stock)
    {
        var memory = stock.Memory.WithoutRecent();
        return new(
            stock.Key, stock.Version, stock.OnHand, [.. stock.Lots], [.. stock.Open], stock.Reserved, stock.Unpinned, stock.Unmatched,
            [.. stock.TransitsOut], [.. stock.TransitsIn], [.. stock.Incidents], [.. stock.ClosedIncidents],
            [.. memory.Forgotten.Select(ForgottenIds.Of)], memory.HasDropped);
    }

    public Stock ToStock() => Stock.Empty(Key).Holding(Lots.Select(lot => lot.Slim()), Open) with
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
        Memory = IdMemory.Empty with { Forgotten = [.. Forgotten.Select(one => one.ToFilter())], HasDropped = HasDropped },
    };
}

/// <summary>A filter of forgotten ids.</summary>
/// <param name="Words">Base64 of its words, little endian.</param>
internal sealed record ForgottenIds(string Words, bool IsExact, int Count, DateTimeOffset NewestAt)
{
    public static ForgottenIds Of(IdFilter one) =>
        new(Convert.ToBase64String(MemoryMarshal.AsBytes(one.Words.AsSpan())), one.IsExact, one.Count, one.NewestAt);

    public IdFilter ToFilter() =>
        new(ImmutableCollectionsMarshal.AsImmutableArray(MemoryMarshal.Cast<byte, ulong>(Convert.FromBase64String(Words)).ToArray()), IsExact, Count, NewestAt);
}
