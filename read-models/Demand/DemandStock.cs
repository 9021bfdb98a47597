using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels.Demand;

/// <summary>When a stock had something to sell, folded from its events.</summary>
/// <param name="Since">UTC ticks of its first event.</param>
/// <param name="SellableUntil">UTC ticks up to which something can be sold as things stand; in the past: since when nothing can.</param>
/// <param name="Lots">In the order in which they were opened, emptied ones last.</param>
internal sealed record DemandStock(long Since, long SellableUntil, ImmutableArray<DemandLot> Lots)
{
    /// <summary>
    /// Emptied lots are kept for goods that come back; beyond these many the oldest are forgotten. What comes back into a forgotten one counts as
    /// released and without expiry until it is told otherwise.
    /// </summary>
    public const int EmptyLots = 50;

    /// <summary>Before the first event.</summary>
    public static DemandStock Begun(long at) => new(at, at, []);

    /// <summary>The stock after an event, and the time without goods that the event ended, if it did.</summary>
    public (DemandStock After, (long Since, long Until)? Out) Apply(StockEvent happened, long at)
    {
        var lots = happened switch
        {
            LotOpened opened => Lots.Add(new(opened.Lot, 0, Stored.TimeOrNever(opened.ExpiresAt), opened.Status == LotStatus.Released)),
            LotStatusSet set => With(Lots, set.Lot, lot => lot with { Released = set.Status == LotStatus.Released }),
            StockMoved moved => moved.Lines.Aggregate(Lots, (all, line) => With(all, line.Lot, lot => lot with { OnHand = lot.OnHand + Stored.Quantity(line.Quantity) })),
            _ => Lots,
        };
        var until = lots.Where(lot => lot is { Released: true, OnHand: > 0 }).Select(lot => lot.ExpiresAt).DefaultIfEmpty(long.MinValue).Max();
        if (until <= at) return (this with { Lots = lots, SellableUntil = Math.Min(SellableUntil, at) }, null);
        return (this with { Lots = lots, SellableUntil = until }, SellableUntil < at ? (SellableUntil, at) : null);
    }

    private static ImmutableArray<DemandLot> With(ImmutableArray<DemandLot> lots, string name, Func<DemandLot, DemandLot> change)
    {
        var place = 0;
        while (place < lots.Length && lots[place].Lot != name) place++;
        var before = place < lots.Length ? lots[place] : new(name, 0, Stored.Never, true);
        var after = change(before);
        if (after.OnHand != 0) return place < lots.Length ? lots.SetItem(place, after) : lots.Insert(0, after);
        var rest = (place < lots.Length ? lots.RemoveAt(place) : lots).Add(after);
        var empty = rest.Count(lot => lot.OnHand == 0);
        return empty <= EmptyLots ? rest : rest.RemoveAt(Oldest(rest));
    }

    private static int Oldest(ImmutableArray<DemandLot> lots)
    {
        var place = 0;
        while (lots[place].OnHand != 0) place++;
        return place;
    }
}
