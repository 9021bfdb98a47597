namespace BeautyGrains.Grains;

/// <summary>Receipts as callers see them.</summary>
public static class ReceiptViews
{
    /// <summary>The receipt as callers see it.</summary>
    public static ReceiptView Of(string id, Versioned<Receipt> receipt) => new(
        id, receipt.State.Order, receipt.State.Supplier, receipt.State.Store, receipt.State.State!.Value, [.. receipt.State.Lots.Select(lot => Of(receipt.State, lot))],
        receipt.State.Inspector, receipt.State.Note, receipt.State.Actor, receipt.State.At, receipt.Version);

    private static ReceiptLotView Of(Receipt receipt, ReceiptLot lot)
    {
        var stocked = receipt.Stocked.FirstOrDefault(one => one.Place == lot.Place);
        // Receipts of before this was told went into the lot of their number, at the order's price.
        ImmutableArray<LotQuantity> lots = stocked is null or { TakenIn: 0 } ? [] : stocked.Lots?.Items ?? [new(lot.Found.Lot, stocked.TakenIn)];
        return new(lot.Found, stocked?.TakenIn ?? 0, stocked?.Refusal?.ToRefusal(), lot.Record, lot.UnitCost ?? new(lot.UnitPrice, receipt.Currency), lots);
    }
}
