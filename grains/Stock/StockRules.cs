namespace BeautyGrains.Grains;

/// <summary>
/// The rules of a stock: from state, ask, facts and time to events, a repeat or a refusal. Pure.
/// Guards stand in one order everywhere: form; the id was used before; inactive; units and steps; the state of what is asked for; quantities.
/// Where a command's id has left the memory, the shell hands in what the journal remembers of it (<c>recalled</c>).
/// </summary>
public static partial class StockRules
{
    /// <summary>How many overdue reservations one decision ends at most.</summary>
    public const int MostOverdue = 64;

    /// <summary>Reservations whose time has passed, at most <see cref="MostOverdue"/>; written with the next decision.</summary>
    public static ImmutableArray<StockEvent> Overdue(Stock stock, DateTimeOffset now)
    {
        if (stock.Due.IsEmpty || stock.Due.Min.ExpiresAt > now) return [];
        return [.. stock.Due.TakeWhile(due => due.ExpiresAt <= now).Take(MostOverdue)
            .Select(due => stock.Open[due.Id])
            .Select(one => new ReservationExpired(one.Id, one.Quantity, one.Lots, one.ExpiresAt, one.ForDate, one.BodyHash, one.MadeVersion))];
    }

    /// <summary>What is remembered of a command: at hand, or recalled from the journal.</summary>
    internal static Remembered? Recall(this Stock stock, string command, ImmutableArray<Remembered> recalled)
    {
        if (stock.Memory.Find(command) is { } known) return known;
        if (recalled.IsDefault) return null;
        foreach (var one in recalled)
            if (CommandIds.Of(one.Happened)?.Id == command) return one;
        return null;
    }

    /// <summary>The outcome of an id that was used before: a repeat or a refusal; null for a fresh one.</summary>
    private static Decision<StockEvent>? Repeat(Stock stock, string command, string bodyHash, ImmutableArray<Remembered> recalled)
    {
        if (stock.Recall(command, recalled) is not { } known) return null;
        return CommandIds.Of(known.Happened)!.Value.BodyHash == bodyHash
            ? Decision<StockEvent>.AlreadyDone
            : new Refusal(RefusalKind.IdReused);
    }

    /// <summary>Why an ended reservation does not allow something.</summary>
    private static Refusal Ended(ReservationEnded ended) => Refusal.NotIn(ended switch
    {
        ReservationCommitted => "committed",
        ReservationReleased => "released",
        _ => "expired",
    });

    private static Refusal Blocked(string lot, string state) => new(RefusalKind.LotBlocked, Lot: lot, State: state);

    private static Refusal UnknownLot(string lot) => new(RefusalKind.UnknownLot, Lot: lot);
}
