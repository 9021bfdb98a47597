using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Zones and what belongs to quality, folded on their own, and what must be so of them.</summary>
internal sealed class QualityWatch
{
    public FoldWatch<Zone, ZoneEvent> Zones { get; } = new(ZoneKind.Instance);

    /// <param name="by">Virtual time at which it was durable.</param>
    /// <returns>False for what belongs to somebody else.</returns>
    public bool Take(RecordedEvent entry, long by)
    {
        switch (entry.Stream.Category)
        {
            case "zone":
                if (ZoneKind.Instance.Events.Read(entry) is ExcursionDecided decided) CheckDecided(entry, decided);
                Zones.Take(entry, by);
                return true;
            default: return false;
        }
    }

    /// <summary>When everything has been looked at and nothing is left to do.</summary>
    /// <param name="lot">A lot of a stock as it now stands; null where there is none.</param>
    public void CheckZones(Func<string, string, Lot?> lot)
    {
        foreach (var (key, zone) in Zones.All)
        {
            var store = ZoneKey.Parse(key).Store;
            foreach (var one in zone.State.Cases)
            {
                if (one.Decision is not null && !one.CarriedOut) throw new Violation("What was decided of an excursion's goods is carried out.", $"{key}: {one.Id} was decided and nothing came of it.");
                if (one.Decision is not null) continue;
                foreach (var kept in one.Lots)
                    if (lot(StockKey.Of(kept.Store ?? store, kept.Sku), kept.Lot) is { Status: LotStatus.Released })
                        throw new Violation("Goods of an excursion wait for their decision in quarantine.", $"{key}: {kept.Sku} {kept.Lot} of {one.Id} may be sold.");
            }
        }
    }

    private void CheckDecided(RecordedEvent entry, ExcursionDecided decided)
    {
        if (decided.ApprovedBy is null || decided.ApprovedBy == entry.Actor) throw new Violation("Nobody decides alone what becomes of goods in quarantine.", $"{entry.Stream}: {decided.Case} by {entry.Actor}.");
        if (Zones.Last(entry.Stream.Key)?.State.Cases.FirstOrDefault(one => one.Id == decided.Case) is not { Decision: null })
            throw new Violation("A case is decided once.", $"{entry.Stream}: {decided.Case} again.");
    }
}
