using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
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
/// decision is carried out. Which goods were in a zone is told by what happened to their lots while the excursion lasted (<see cref="ExcursionReach"/>).
/// </summary>
public sealed class ConditionWatch(IGrainFactory grains, IJournal journal, StreamDirectory directory, ILogger<ConditionWatch> log)
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
                foreach (var breach in view.Excursions.Where(it => it.Verdict == ExcursionVerdict.Breach && !ZoneRules.IsDecided(view.Cases, it)))
                {
                    // Looked at until it is decided: goods that were between two stores arrive.
                    var (lots, exposed) = await LotsOf(view, breach, cancel);
                    if ((await zone.Quarantine(new(breach, lots, Caller.House, exposed))).IsNew) cases++;
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
    /// All lots that the excursion concerns, and what of them may be sold now, wherever it lies: that is what it puts into quarantine. What is blocked already is
    /// not the excursion's to release. A lot of which more came later counts whole, since nobody can tell its units apart.
    /// </summary>
    private async Task<(EquatableList<QuarantinedLot> Lots, EquatableList<ExposedLot> Exposed)> LotsOf(ZoneView zone, Excursion it, CancellationToken cancel)
    {
        var reach = new ExcursionReach(grains, journal, directory);
        var (lots, exposed) = (new List<QuarantinedLot>(), await reach.Of(zone, it, cancel));
        foreach (var one in exposed)
            if (await reach.LotOf(one) is { OnHand: > 0, Status: LotStatus.Released } lot) lots.Add(new(one.Sku, one.Lot, lot.OnHand, one.Store == zone.Store ? null : one.Store));
        return ([.. lots], [.. exposed]);
    }

    private async Task Hold(ZoneView zone, ExcursionCase it)
    {
        foreach (var lot in it.Lots)
            if (await LotOf(zone.Store, lot) is { Status: LotStatus.Released })
                await Stock(lot.Store ?? zone.Store, lot.Sku).SetLotStatus(new(lot.Lot, LotStatus.Quarantined, $"{it.Id} ({zone.Zone})", Caller.House, OnlyFrom: LotStatus.Released));
    }

    private async Task<bool> CarryOut(ZoneView zone, ExcursionCase it)
    {
        foreach (var lot in it.Lots)
        {
            // Whatever somebody has decided of the lot since, such as a recall, stands.
            if (await LotOf(zone.Store, lot) is not { Status: LotStatus.Quarantined } now) continue;
            // Another excursion may still hold it.
            if (await IsHeldElsewhere(zone, it, lot)) continue;
            var stock = Stock(lot.Store ?? zone.Store, lot.Sku);
            var refusal = it.Decision == ExcursionDecision.Release
                ? (await stock.SetLotStatus(new(lot.Lot, LotStatus.Released, it.Reason!, Caller.House, it.ApprovedBy, LotStatus.Quarantined))).Refusal
                : now.OnHand > 0 ? (await stock.Scrap(new(ScrapId(zone, it, lot), now.OnHand, null, lot.Lot, it.Reason!, Caller.House))).Refusal : null;
            if (refusal is not null && refusal.Kind is not (RefusalKind.IdReused or RefusalKind.InvalidState)) log.LogWarning("{Case}: {Sku} {Lot} in {Store} was refused: {Refusal}", it.Id, lot.Sku, lot.Lot, lot.Store ?? zone.Store, refusal);
        }
        return true;
    }

    private async Task<bool> IsHeldElsewhere(ZoneView zone, ExcursionCase it, QuarantinedLot lot)
    {
        // Also one of another store, that the goods came from.
        var at = lot.Store ?? zone.Store;
        await foreach (var key in directory.All(ZoneKind.Instance.Category, CancellationToken.None))
            if (await grains.GetGrain<IZoneGrain>(key).Get() is { } other
                && other.Cases.Any(one => one.Decision is null && (other.Store != zone.Store || other.Zone != zone.Zone || one.Id != it.Id)
                    && one.Lots.Any(held => held.Sku == lot.Sku && held.Lot == lot.Lot && (held.Store ?? other.Store) == at))) return true;
        return false;
    }

    private async Task<LotView?> LotOf(string store, QuarantinedLot lot) => (await Stock(lot.Store ?? store, lot.Sku).Get())?.Lots.FirstOrDefault(one => one.Lot == lot.Lot);

    private IStockGrain Stock(string store, string sku) => grains.GetGrain<IStockGrain>(StockKey.Of(store, sku));

    // The same for every repeat of the step.
    private static string ScrapId(ZoneView zone, ExcursionCase it, QuarantinedLot lot) =>
        "excursion:" + zone.Zone + ":" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{it.Id}\n{lot.Lot}")).AsSpan(0, 16));
}
