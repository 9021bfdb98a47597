using BeautyGrains.Api.Stock;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Units;

/// <summary>What is to be told of a serialised unit, of the product on its code.</summary>
internal enum UnitStanding
{
    /// <summary>Nobody of the chain has ever had it.</summary>
    Unknown,
    /// <summary>The chain has it.</summary>
    Genuine,
    /// <summary>The chain has sold it, or used it on a client.</summary>
    Sold,
    /// <summary>It or its lot is called back, wherever it is.</summary>
    Recalled,
    /// <summary>The chain has taken it out, or sent it back: it should not be on sale.</summary>
    Withdrawn,
}

/// <summary>Where a unit is.</summary>
/// <param name="Store">The store that holds it or had it last; null for none.</param>
/// <param name="Held">A store has it, or it is on its way to one.</param>
/// <param name="ExpectedAt">The store that it is on its way to.</param>
internal sealed record UnitPlace(UnitStanding Standing, string? Store, bool Held = false, string? ExpectedAt = null)
{
    public static UnitPlace Nowhere { get; } = new(UnitStanding.Unknown, null);

    /// <summary>Whoever sees it in this store sees what should not be there.</summary>
    public bool IsForeignTo(string store) => Held && Store is not null && Store != store && ExpectedAt != store;
}

/// <summary>Looks up where a unit stands: in the registry, the stock that holds it, and what the ledger said of it last.</summary>
internal static class UnitLook
{
    private static readonly HashSet<string> s_out = new(StringComparer.Ordinal)
    {
        TraceKinds.Of(MovementKind.Scrap), TraceKinds.Of(MovementKind.SupplierReturn), TraceKinds.Of(MovementKind.Adjustment), TraceKinds.Of(MovementKind.Count), TraceKinds.Of(FactKind.Breakage),
    };

    private static readonly HashSet<string> s_held = new(StringComparer.Ordinal)
    {
        TraceKinds.Of(MovementKind.TransferOut), TraceKinds.Of(MovementKind.TransferIn), TraceKinds.Of(MovementKind.Receipt), TraceKinds.Of(MovementKind.CustomerReturn), TraceKinds.Of(MovementKind.Reversal),
    };

    /// <summary>Where it stands, the store that holds it or had it last, null for none, and where it is expected, while it is on its way between stores.</summary>
    public static async Task<UnitPlace> Of(IGrainFactory grains, ITraces traces, string sku, string serial, CancellationToken cancel)
    {
        if (await grains.GetGrain<IUnitGrain>(UnitKey.Of(sku, serial)).Get() is not { } claim) return UnitPlace.Nowhere;
        var place = await Find(grains, traces, sku, serial, claim, cancel);
        // By its serial, wherever it is and whoever has it.
        return (await grains.GetGrain<IRecalledLotsGrain>(sku).Get()).Recalls.Any(recall => recall.HoldsSerial(serial)) ? place with { Standing = UnitStanding.Recalled, Store = claim.Store } : place;
    }

    private static async Task<UnitPlace> Find(IGrainFactory grains, ITraces traces, string sku, string serial, UnitClaim claim, CancellationToken cancel)
    {
        var stock = grains.StockOf(claim.Store, sku);
        if ((await stock.GetUnits()).FirstOrDefault(lot => lot.Serials.Contains(serial)) is { } here)
            return new(await IsRecalled(stock, here.Lot) ? UnitStanding.Recalled : UnitStanding.Genuine, claim.Store, true);
        // What is told next comes from a copy that may lag: it says what became of a unit, not whose it is.
        var expectedAt = await stock.WhereUnitGoes(serial);
        var steps = (await traces.OfSerial(sku, serial, null, TraceOrders.ByNewest, null, 1, cancel)).Steps;
        if (steps.Count == 0) return expectedAt is null ? UnitPlace.Nowhere : new(UnitStanding.Genuine, claim.Store, true, expectedAt);
        var last = steps[0];
        if (await IsRecalled(grains.StockOf(last.Store, sku), last.Lot)) return new(UnitStanding.Recalled, claim.Store, expectedAt is not null, expectedAt);
        var standing = expectedAt is not null || s_held.Contains(last.Kind) ? UnitStanding.Genuine : s_out.Contains(last.Kind) ? UnitStanding.Withdrawn : UnitStanding.Sold;
        return new(standing, claim.Store, expectedAt is not null, expectedAt);
    }

    private static async Task<bool> IsRecalled(IStockGrain stock, string lot) =>
        await stock.Get() is { } view && view.Lots.FirstOrDefault(one => one.Lot == lot) is { Status: LotStatus.Recalled };
}
