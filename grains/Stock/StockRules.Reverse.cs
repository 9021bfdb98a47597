namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Takes a movement back by opposite lines, once. Movements of transfers are not: the other store's book would not follow.
    /// Refusals: Validation, IdReused, UnknownMovement, NotReversible, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> Reverse(Stock stock, ReverseMovement ask, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Form.Known(ask.Kind, "kind"), Form.Id(ask.MovementId, "movementId"), Form.Needed(ask.Reason, "reason")) is { } malformed)
            return malformed;
        var hash = BodyHash.Of(ask.Kind, ask.MovementId, ask.Reason);
        if (Repeat(stock, CommandIds.Movement(MovementKind.Reversal, ask.Id), hash, recalled) is { } known) return known;
        if (ask.Kind is MovementKind.Reversal or MovementKind.TransferOut or MovementKind.TransferIn) return new Refusal(RefusalKind.NotReversible, State: "not-reversible");
        if (FindMovement(stock, ask, recalled) is not var (command, moved)) return new Refusal(RefusalKind.UnknownMovement);
        if (stock.Recall(CommandIds.Reversed(command), recalled) is not null) return new Refusal(RefusalKind.NotReversible, State: "reversed");

        var free = new Availability(stock, now);
        foreach (var lot in moved.Lines.GroupBy(line => line.Lot, StringComparer.Ordinal))
        {
            var most = free.FreeOn(stock.Lots[lot.Key]);
            if (lot.Sum(line => line.Quantity) > most) return Refusal.Insufficient(most) with { Lot = lot.Key };
        }

        var lines = Opposite(stock, moved.Lines);
        return Decision<StockEvent>.Of(
        [
            Moved(stock, MovementKind.Reversal, ask.Id, lines, hash, moved.Document, ask.Reason, moved.Party, command),
            new MovementReversed(command, ask.Id),
        ]);
    }

    private static (string Command, StockMoved Moved)? FindMovement(Stock stock, ReverseMovement ask, ImmutableArray<Remembered> recalled)
    {
        foreach (var command in CommandIds.OfMovement(ask.Kind, ask.MovementId))
            if (stock.Recall(command, recalled)?.Happened is StockMoved moved && moved.Kind == ask.Kind) return (command, moved);
        return null;
    }

    /// <summary>At the cost of the movement taken back; what comes in again enters the lot's average.</summary>
    private static ImmutableArray<MovedLot> Opposite(Stock stock, ImmutableArray<MovedLot> lines)
    {
        var lots = new Dictionary<string, Lot>(StringComparer.Ordinal);
        var opposite = ImmutableArray.CreateBuilder<MovedLot>(lines.Length);
        foreach (var line in lines)
        {
            var lot = lots.GetValueOrDefault(line.Lot, stock.Lots[line.Lot]);
            var back = Ledger.In(lot, -line.Quantity, line.UnitCost) with { Serial = line.Serial };
            lots[line.Lot] = lot with { OnHand = back.BalanceAfter, UnitCost = back.LotCostAfter ?? lot.UnitCost };
            opposite.Add(back);
        }

        return opposite.ToImmutable();
    }
}
