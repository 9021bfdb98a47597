using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Recalls, folded on their own, and what must be so of goods from the moment on at which all stores have answered.</summary>
internal sealed class RecallWatch
{
    private const string NothingLeaves = "After a recall's answer nothing of it leaves on request.";
    private const string Blocked = "Goods of a recall are blocked as long as it stands.";

    private readonly List<(string Sku, LotRecall Goods)> _frozen = [];

    public FoldWatch<Recall, RecallEvent> Recalls { get; } = new(RecallKind.Instance);

    /// <param name="by">Virtual time at which it was durable.</param>
    /// <returns>False for what belongs to somebody else.</returns>
    public bool Take(RecordedEvent entry, long by)
    {
        if (entry.Stream.Category == RecalledLotsKind.Instance.Category) return true;
        if (entry.Stream.Category != RecallKind.Instance.Category) return false;
        Recalls.Take(entry, by);
        // Each stock has blocked its goods before this was written.
        if (RecallKind.Instance.Events.Read(entry) is RecallStoresFrozen && Recalls.Last(entry.Stream.Key)!.State is { State: RecallState.Open } recall)
            foreach (var sku in recall.Skus) _frozen.Add((sku, new(entry.Stream.Key, [.. recall.NumbersOf(sku)], recall.Begun!.Sku == sku ? recall.Begun.Serials : null)));
        return true;
    }

    /// <summary>Looks at what happened to a stock.</summary>
    /// <param name="after">The stock after it.</param>
    public void Check(RecordedEvent entry, Stock after)
    {
        if (_frozen.Count == 0) return;
        var sku = StockKey.Parse(entry.Stream.Key).Sku;
        switch (StockKind.Instance.Events.Read(entry))
        {
            case StockMoved moved when Leaves(moved.Kind):
                if (moved.Lines.FirstOrDefault(line => line.Quantity < 0 && IsRecalled(after.Lots[line.Lot])) is { } line) throw Wrong(NothingLeaves, $"{moved.Kind} {moved.Id} of {line.Lot}");
                break;
            case StockReserved made:
                if (made.Lots.FirstOrDefault(pin => IsRecalled(after.Lots[pin.Lot])) is { Lot: not null } pin) throw Wrong(NothingLeaves, $"{made.Id} pins {pin.Lot}");
                break;
            case ContainerMoved { Kind: ContainerMoveKind.Use } used when IsRecalled(after.Lots[used.Lot]): throw Wrong(NothingLeaves, $"{used.Kind} out of {used.Container}");
            case LotOpened opened when opened.Status != LotStatus.Recalled && IsRecalled(after.Lots[opened.Lot]): throw Wrong(Blocked, $"{opened.Lot} came in as {opened.Status}");
            case LotStatusSet set when set.Status != LotStatus.Recalled && IsRecalled(after.Lots[set.Lot]): throw Wrong(Blocked, $"{set.Lot} was set to {set.Status}");
        }

        bool IsRecalled(Lot lot) => _frozen.Exists(one => one.Sku == sku && one.Goods.HoldsLot(lot.LotNo));

        Violation Wrong(string what, string how) => new(what, $"{entry.Stream} version {entry.Version}: {how}.");
    }

    /// <summary>When nothing is left to do.</summary>
    /// <param name="lots">The lots of all stocks of a product, as they now stand.</param>
    public void CheckEnd(Func<string, IEnumerable<(string Stock, Lot Lot)>> lots)
    {
        foreach (var (key, recall) in Recalls.All)
            if (recall.State.State is RecallState.Freezing) throw new Violation("A recall ends with all stores.", $"{key} does not.");
        foreach (var (sku, goods) in _frozen)
            foreach (var (stock, lot) in lots(sku).Where(one => goods.HoldsLot(one.Lot.LotNo) && one.Lot.Status != LotStatus.Recalled))
                throw new Violation(Blocked, $"{stock}: {lot.Name} is {lot.Status} although {goods.Recall} stands.");
    }

    private static bool Leaves(MovementKind kind) => kind is MovementKind.Sale or MovementKind.ServiceConsumption or MovementKind.TransferOut or MovementKind.Gift or MovementKind.Sample or MovementKind.Tester
        or MovementKind.InternalUse or MovementKind.Training or MovementKind.StaffPurchase or MovementKind.Opening or MovementKind.RepackOut;
}
