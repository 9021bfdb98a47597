namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Takes a movement back by opposite lines, once; a return that was scrapped at once with its scrapping.
    /// Movements of transfers are not: the other store's book would not follow. Landed costs are not: another one, below 0, takes them back.
    /// What was opened is sealed no more: it is scrapped out of its container.
    /// Refusals: Validation, IdReused, UnknownMovement, NotReversible, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> Reverse(Stock stock, ReverseMovement ask, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Form.Known(ask.Kind, "kind"), Form.Id(ask.MovementId, "movementId"), Form.Needed(ask.Reason, "reason")) is { } malformed)
            return malformed;
        var hash = BodyHash.Of(ask.Kind, ask.MovementId, ask.Reason);
        if (Repeat(stock, CommandIds.Movement(MovementKind.Reversal, ask.Id), hash, recalled) is { } known) return known;
        if (ask.Kind is MovementKind.Reversal or MovementKind.TransferOut or MovementKind.TransferIn or MovementKind.LandedCost or MovementKind.Opening or MovementKind.Tester) return new Refusal(RefusalKind.NotReversible, State: "not-reversible");
        // The quota, or the other goods of a repack, would not follow: their processes ask for it.
        if (ask.By.Process is null && (IssueKinds.Has(ask.Kind) || ask.Kind is MovementKind.RepackOut or MovementKind.RepackIn)) return new Refusal(RefusalKind.NotReversible, State: "by-its-process");
        if (FindMovement(stock, ask, recalled) is not var (command, moved, movedAt)) return new Refusal(RefusalKind.UnknownMovement);
        if (stock.Recall(CommandIds.Reversed(command), recalled) is not null) return new Refusal(RefusalKind.NotReversible, State: "reversed");

        if (ask.Kind == MovementKind.CustomerReturn && ScrapOf(stock, ask, recalled) is var (scrapping, scrapped))
            return ReverseBoth(stock, ask, hash, (command, moved), (scrapping, scrapped));

        if (moved.Tracked == true && NotReversibleUnits(stock, moved) is { } elsewhere) return elsewhere;
        var free = new Availability(stock, now);
        foreach (var lot in moved.Lines.GroupBy(line => line.Lot, StringComparer.Ordinal))
        {
            var most = free.FreeOn(stock.Lots[lot.Key]);
            if (lot.Sum(line => line.Quantity) > most) return Refusal.Insufficient(most) with { Lot = lot.Key };
        }

        var lines = Opposite(stock, moved.Lines);
        return Decision<StockEvent>.Of(
        [
            Moved(stock, MovementKind.Reversal, ask.Id, lines, hash, moved.Document, ask.Reason, moved.Party, command) with { ReversedAt = moved.OccurredAt ?? movedAt, Client = moved.Client, Tracked = moved.Tracked },
            new MovementReversed(command, ask.Id),
        ]);
    }

    /// <summary>What a return sent out again at once, unless that was taken back by itself.</summary>
    private static (string Command, StockMoved Moved)? ScrapOf(Stock stock, ReverseMovement ask, ImmutableArray<Remembered> recalled)
    {
        var command = CommandIds.Movement(MovementKind.Scrap, CommandIds.ScrapOf(ask.MovementId));
        return stock.Recall(command, recalled)?.Happened is StockMoved moved && stock.Recall(CommandIds.Reversed(command), recalled) is null ? (command, moved) : null;
    }

    /// <summary>In and out are taken back together, at today's cost: the lot is left as it is.</summary>
    private static Decision<StockEvent> ReverseBoth(
        Stock stock, ReverseMovement ask, string hash, (string Command, StockMoved Moved) came, (string Command, StockMoved Moved) left)
    {
        var lines = Ledger.Lines(stock, left.Moved.Lines.Concat(came.Moved.Lines).Select(line => new ScannedLot(line.Lot, -line.Quantity, line.Serial)));
        return Decision<StockEvent>.Of(
        [
            Moved(stock, MovementKind.Reversal, ask.Id, lines, hash, came.Moved.Document, ask.Reason, came.Moved.Party, came.Command) with { Client = came.Moved.Client, Tracked = came.Moved.Tracked },
            new MovementReversed(came.Command, ask.Id),
            new MovementReversed(left.Command, ask.Id),
        ]);
    }

    private static (string Command, StockMoved Moved, DateTimeOffset At)? FindMovement(Stock stock, ReverseMovement ask, ImmutableArray<Remembered> recalled)
    {
        foreach (var command in CommandIds.OfMovement(ask.Kind, ask.MovementId))
            if (stock.Recall(command, recalled) is { Happened: StockMoved moved } found && moved.Kind == ask.Kind) return (command, moved, found.Info.At);
        return null;
    }

    /// <summary>
    /// At the cost of the movement taken back; what comes in again enters the lot's average, what goes out again leaves it. Where the rest of the lot
    /// would have no value left, goods leave at the lot's average: so no value comes from nowhere or gets lost.
    /// </summary>
    private static ImmutableArray<MovedLot> Opposite(Stock stock, ImmutableArray<MovedLot> lines)
    {
        var lots = new Dictionary<string, Lot>(StringComparer.Ordinal);
        var opposite = ImmutableArray.CreateBuilder<MovedLot>(lines.Length);
        foreach (var line in lines)
        {
            var lot = lots.GetValueOrDefault(line.Lot, stock.Lots[line.Lot]);
            var back = (line.Quantity > 0 ? Ledger.OutAgain(lot, line.Quantity, line.UnitCost) : Ledger.In(lot, -line.Quantity, line.UnitCost)) with { Serial = line.Serial };
            lots[line.Lot] = Places.Moved(lot, back);
            opposite.Add(back);
        }

        return opposite.ToImmutable();
    }
}
