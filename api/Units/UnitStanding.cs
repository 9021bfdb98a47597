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
    /// <summary>Its lot is called back, wherever it is.</summary>
    Recalled,
    /// <summary>The chain has taken it out, or sent it back: it should not be on sale.</summary>
    Withdrawn,
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

    /// <summary>Where it stands, and the store that holds it; null for none.</summary>
    public static async Task<(UnitStanding Standing, string? Store)> Of(IGrainFactory grains, ITraces traces, string sku, string serial, CancellationToken cancel)
    {
        if (await grains.GetGrain<IUnitGrain>(UnitKey.Of(sku, serial)).Get() is not { } claim) return (UnitStanding.Unknown, null);
        var stock = grains.StockOf(claim.Store, sku);
        if ((await stock.GetUnits()).FirstOrDefault(lot => lot.Serials.Contains(serial)) is { } here)
            return (await IsRecalled(stock, here.Lot) ? UnitStanding.Recalled : UnitStanding.Genuine, claim.Store);
        var steps = (await traces.OfSerial(sku, serial, null, TraceOrders.ByNewest, null, 1, cancel)).Steps;
        if (steps.Count == 0) return (UnitStanding.Unknown, null);
        var last = steps[0];
        if (await IsRecalled(grains.StockOf(last.Store, sku), last.Lot)) return (UnitStanding.Recalled, claim.Store);
        return (s_held.Contains(last.Kind) ? UnitStanding.Genuine : s_out.Contains(last.Kind) ? UnitStanding.Withdrawn : UnitStanding.Sold, claim.Store);
    }

    private static async Task<bool> IsRecalled(IStockGrain stock, string lot) =>
        await stock.Get() is { } view && view.Lots.FirstOrDefault(one => one.Lot == lot) is { Status: LotStatus.Recalled };
}
