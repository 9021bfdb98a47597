using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Microsoft.Extensions.Logging;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>What one look at all zones has done.</summary>
/// <param name="Zones">Looked at.</param>
/// <param name="Cases">Excursions that put goods into quarantine, or more of them.</param>
/// <param name="CarriedOut">Decisions carried out.</param>
/// <param name="Failed">Zones that could not be looked at; the next look tries again.</param>
public sealed record ConditionRun(int Zones, int Cases, int CarriedOut, int Failed);

/// <summary>
/// Acts on what zones have found, as things are and not as they changed, so that whatever was cut off is done by the next look: a breach becomes a case,
/// written down with the goods that it concerns before any of them is touched; the goods of a case that waits for its decision are kept in quarantine; a
/// decision is carried out. Which goods are in a zone is told by the storage classes that it holds.
/// </summary>
public sealed class ConditionWatch(IGrainFactory grains, StreamDirectory directory, ILogger<ConditionWatch> log)
{
    /// <summary>Looks at all zones once; trouble with one does not keep the others waiting. For one caller at a time; whoever else runs it finds the same.</summary>
    public async Task<ConditionRun> Run(CancellationToken cancel)
    {
        var (zones, cases, carriedOut, failed) = (0, 0, 0, 0);
        await foreach (var key in directory.All(ZoneKind.Instance.Category, cancel))
        {
            try
            {
                var zone = grains.GetGrain<IZoneGrain>(key);
                if (await zone.Get() is not { } view) continue;
                zones++;
                foreach (var breach in view.Excursions.Where(it => it.Verdict == ExcursionVerdict.Breach && !ZoneRules.IsHandled(view.Cases, it)))
                {
                    var lots = await LotsOf(view, breach, cancel);
                    if ((await zone.Quarantine(new(breach, lots, Caller.House))).IsNew) cases++;
                }
                foreach (var it in ((await zone.Get())?.Cases ?? []).Where(it => !it.CarriedOut))
                    if (it.Decision is null) await Hold(view, it);
                    else if (await CarryOut(view, it) && (await zone.CarryOut(new(it.Id, Caller.House))).Refusal is null) carriedOut++;
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException)
            {
                log.LogWarning(trouble, "The zone {Zone} could not be looked at; the next look tries again.", key);
                failed++;
            }
        }
        return new(zones, cases, carriedOut, failed);
    }

    /// <summary>
    /// What of a class may be sold in a store now and was there before the excursion ended: that is what it puts into quarantine. What is blocked already is not
    /// the excursion's to release. A lot of which more came later counts whole, since nobody can tell its units apart.
    /// </summary>
    private async Task<EquatableList<QuarantinedLot>> LotsOf(ZoneView zone, Excursion it, CancellationToken cancel)
    {
        var lots = new List<QuarantinedLot>();
        var elsewhere = (await grains.GetGrain<IBinsGrain>(zone.Store).Get()).Where(bin => bin.Record.Zone != zone.Zone).Select(bin => bin.Bin).ToHashSet(StringComparer.Ordinal);
        await foreach (var key in directory.Under(StockKind.Instance.Category, zone.Store + "/", cancel))
        {
            var sku = StockKey.Parse(key).Sku;
            if ((await grains.GetGrain<ISkuGrain>(sku).Get())?.Record.Storage != it.Storage || await Stock(zone.Store, sku).Get() is not { } stock) continue;
            lots.AddRange(stock.Lots.Where(lot => lot is { OnHand: > 0, Status: LotStatus.Released } && (it.GoesOn || lot.CameAt <= it.Until) && !LiesIn(lot, elsewhere))
                .OrderBy(lot => lot.Lot, StringComparer.Ordinal).Select(lot => new QuarantinedLot(sku, lot.Lot, lot.OnHand)));
        }
        return [.. lots];
    }

    // Unplaced goods may lie anywhere that holds their class; only a lot that is wholly in bins of other zones was not here.
    private static bool LiesIn(LotView lot, HashSet<string> bins) =>
        lot.Bins is { } lying && lying.All(bin => bins.Contains(bin.Bin)) && lying.Sum(bin => bin.Quantity) == lot.OnHand;

    private async Task Hold(ZoneView zone, ExcursionCase it)
    {
        foreach (var lot in it.Lots)
            if (await LotOf(zone.Store, lot) is { Status: LotStatus.Released })
                await Stock(zone.Store, lot.Sku).SetLotStatus(new(lot.Lot, LotStatus.Quarantined, $"{it.Id} ({zone.Zone})", Caller.House, OnlyFrom: LotStatus.Released));
    }

    private async Task<bool> CarryOut(ZoneView zone, ExcursionCase it)
    {
        foreach (var lot in it.Lots)
        {
            // Whatever somebody has decided of the lot since, such as a recall, stands.
            if (await LotOf(zone.Store, lot) is not { Status: LotStatus.Quarantined } now) continue;
            // Another excursion may still hold it.
            if (await IsHeldElsewhere(zone, it, lot)) continue;
            var stock = Stock(zone.Store, lot.Sku);
            var refusal = it.Decision == ExcursionDecision.Release
                ? (await stock.SetLotStatus(new(lot.Lot, LotStatus.Released, it.Reason!, Caller.House, it.ApprovedBy, LotStatus.Quarantined))).Refusal
                : now.OnHand > 0 ? (await stock.Scrap(new(ScrapId(zone, it, lot), now.OnHand, null, lot.Lot, it.Reason!, Caller.House))).Refusal : null;
            if (refusal is not null && refusal.Kind is not (RefusalKind.IdReused or RefusalKind.InvalidState)) log.LogWarning("{Case}: {Sku} {Lot} in {Store} was refused: {Refusal}", it.Id, lot.Sku, lot.Lot, zone.Store, refusal);
        }
        return true;
    }

    private async Task<bool> IsHeldElsewhere(ZoneView zone, ExcursionCase it, QuarantinedLot lot)
    {
        await foreach (var key in directory.Under(ZoneKind.Instance.Category, zone.Store + "/"))
            if (await grains.GetGrain<IZoneGrain>(key).Get() is { } other
                && other.Cases.Any(one => one.Decision is null && (other.Zone != zone.Zone || one.Id != it.Id) && one.Lots.Any(held => held.Sku == lot.Sku && held.Lot == lot.Lot))) return true;
        return false;
    }

    private async Task<LotView?> LotOf(string store, QuarantinedLot lot) => (await Stock(store, lot.Sku).Get())?.Lots.FirstOrDefault(one => one.Lot == lot.Lot);

    private IStockGrain Stock(string store, string sku) => grains.GetGrain<IStockGrain>(StockKey.Of(store, sku));

    // The same for every repeat of the step.
    private static string ScrapId(ZoneView zone, ExcursionCase it, QuarantinedLot lot) =>
        "excursion:" + zone.Zone + ":" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{it.Id}\n{lot.Lot}")).AsSpan(0, 16));
}
