namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Moves goods within the store, whatever the lot's status: what is blocked has to lie somewhere too.
    /// Refusals: Validation, IdReused, UnknownLot, UnknownBin, BinUnsuitable, InsufficientAvailable.
    /// </summary>
    /// <param name="to">The bin's record, and the storage classes that may lie in it; null where there is none of that name.</param>
    public static Decision<StockEvent> Place(Stock stock, PlaceLot ask, StockFacts facts, BinFacts? to, ImmutableArray<Remembered> recalled = default)
    {
        if (PlaceForm(ask) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.Lot, ask.Quantity, ask.From, ask.To, ask.Reason);
        if (Repeat(stock, CommandIds.Place(ask.Id), hash, recalled) is { } known) return known;
        if (!stock.Lots.TryGetValue(ask.Lot, out var lot)) return UnknownLot(ask.Lot);
        if (ask.To is not null && to is null) return new Refusal(RefusalKind.UnknownBin);
        if (to is { Active: false }) return new Refusal(RefusalKind.BinUnsuitable, State: "inactive");
        if (to is not null && !to.Holds.Contains(facts.Sku.Storage)) return new Refusal(RefusalKind.BinUnsuitable, State: "storage-class");
        var most = ask.From is { } from ? Places.In(lot, from) : Places.Unplaced(lot);
        if (ask.From is not null && most == 0) return new Refusal(RefusalKind.UnknownBin, Lot: lot.Name);
        if (ask.Quantity > most) return Refusal.Insufficient(most) with { Lot = lot.Name };
        return new LotPlaced(ask.Id, lot.Name, ask.Quantity, ask.From, ask.To, to?.Order ?? 0, ask.Reason, hash);
    }

    private static Refusal? PlaceForm(PlaceLot ask) => Form.First(
        Form.Id(ask.Id, "id"),
        ask.Lot is null ? Refusal.Invalid("lot", "required") : Form.Lot(ask.Lot),
        Form.Quantity(ask.Quantity),
        ask.From is null || Limits.IsId(ask.From) ? null : Refusal.Invalid("from", "must-be-an-id"),
        ask.To is null || Limits.IsId(ask.To) ? null : Refusal.Invalid("to", "must-be-an-id"),
        ask.From == ask.To ? Refusal.Invalid("to", "must-differ-from-from") : null,
        ask.Reason is null ? null : Form.Needed(ask.Reason, "reason"));
}

/// <summary>What a stock needs to know of a bin; resolved by the shell before deciding.</summary>
/// <param name="Holds">The storage classes that may lie in it.</param>
public sealed record BinFacts(int Order, bool Active, EquatableList<StorageClass> Holds);
