namespace BeautyGrains.Grains;

/// <summary>What the book had of lots at a moment, looked up by the shell.</summary>
/// <param name="Version">Up to which the ledger was read.</param>
public sealed record CountedBook(BookLot Lot, long Version);

public static partial class StockRules
{
    /// <summary>Cause of an incident: a count found less than what is promised.</summary>
    public const string CountBelowReserved = "count-below-reserved";

    /// <summary>A refusal's state: what happened before the count was recorded after it was compared.</summary>
    public const string VarianceChanged = "variance-changed";

    /// <summary>A refusal's state: more has left since than was counted.</summary>
    public const string CountContradicted = "count-contradicted";

    /// <summary>A refusal's state: a later count of the lot stands.</summary>
    public const string CountSuperseded = "count-superseded";

    /// <summary>A refusal's state, for the shell alone: what happened before was recorded while it looked; it looks again.</summary>
    internal const string LookAgain = "look-again";

    /// <summary>
    /// Posts the difference between what was counted at a moment and what the book had then; what was moved since stays as it is. A lot that the book does not have
    /// is opened in quarantine where its expiry is known or the SKU has none; else the units go to those without book stock.
    /// Refusals: Validation, IdReused, InvalidState.
    /// </summary>
    public static Decision<StockEvent> PostCount(Stock stock, PostCount ask, CountedBook book, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            Form.Id(ask.Id, "id"), Form.Lot(ask.Lot), Form.Amount(ask.Counted, "counted"), Form.Optional(ask.Reason, "reason"),
            ask.Expiry is { } printed && ExpiryRules.RuleOf(printed) is { } rule ? Refusal.Invalid("expiresOn", rule) : null) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.Lot, ask.Counted, ask.CountedAt, ask.Expected, ask.Reason, ask.Document);
        if ((Repeat(stock, CommandIds.Movement(MovementKind.Count, ask.Id), hash, recalled) ?? Repeat(stock, CommandIds.Fact(ask.Id), hash, recalled)) is { } known) return known;
        if (stock.LateVersion > book.Version) return Refusal.NotIn(LookAgain);
        if (book.Lot.Superseded) return Refusal.NotIn(CountSuperseded);
        var variance = ask.Counted - book.Lot.Book;
        if (variance != ask.Expected || ask.Known != stock.Lots.ContainsKey(ask.Lot)) return Refusal.NotIn(VarianceChanged) with { Available = variance };

        var draft = new Draft(stock, now);
        return ask.Known ? PostKnown(draft, ask, variance, hash, facts) : PostFound(draft, ask, variance, hash, facts);
    }

    private static Decision<StockEvent> PostKnown(Draft draft, PostCount ask, decimal variance, string hash, StockFacts facts)
    {
        var before = draft.Stock;
        var lot = before.Lots[ask.Lot];
        var left = lot.OnHand + variance;
        if (left < 0) return Refusal.NotIn(CountContradicted) with { Available = lot.OnHand };
        var lost = Pinning.MakeRoom(draft, lot.Name, left, facts.Sku.Picking, [lot.Name]);
        draft.Add(Counted(draft.Stock, ask, lot.Name, variance, hash));
        var isBroken = lost > 0 || (PromisesBroken(draft.Stock, draft.Now) && !PromisesBroken(before, draft.Now));
        if (isBroken && ShortOf(before, draft.Stock, draft.Now) is { Count: > 0 } shorts)
            draft.Add(new IncidentRaised(ask.Id, null, [CountBelowReserved], shorts.Sum(one => one.Short), ask.Lot, null, null, shorts));
        return draft.Done();
    }

    private static Decision<StockEvent> PostFound(Draft draft, PostCount ask, decimal variance, string hash, StockFacts facts)
    {
        var expiry = ask.Expiry ?? Computed(ask.MadeOn, facts);
        if (expiry is null && (facts.Sku.ShelfLifeMonths is not null || draft.Stock.Lots.Values.Any(lot => lot.Expiry is not null)))
        {
            draft.Add(new UnmatchedChanged(ask.Id, variance, draft.Stock.Unmatched + variance));
            ImmutableArray<string> causes = ["no-book-stock", "unknown-lot"];
            draft.Add(new IncidentRaised(ask.Id, FactKind.Surplus, causes, variance, ask.Lot, null, null));
            draft.Add(new FactRecorded(ask.Id, FactKind.Surplus, variance, 0, variance, [], ask.Lot, null, null, ask.Reason, ask.Document, ask.CountedAt, causes, hash));
            return draft.Done();
        }

        // What came in by no receipt is for quality to look at, whoever found it.
        var like = draft.Stock.Lots.Values.Where(lot => lot.UnitCost is not null).MaxBy(lot => lot.OpenedVersion);
        draft.Add(new LotOpened(
            ask.Lot, ask.Lot, expiry, expiry is null ? null : ExpiryRules.ExpiredFrom(expiry, facts.Store.TimeZone), ask.MadeOn, draft.Stock.IsRecalled(ask.Lot) ? LotStatus.Recalled : LotStatus.Quarantined, like?.UnitCost, null, null, null, ask.Id, null));
        draft.Add(Counted(draft.Stock, ask, ask.Lot, variance, hash));
        return draft.Done();
    }

    private static StockMoved Counted(Stock stock, PostCount ask, string lot, decimal variance, string hash) =>
        Moved(stock, MovementKind.Count, ask.Id, Ledger.Lines(stock, [new(lot, variance, null)]), hash, ask.Document, ask.Reason, occurredAt: ask.CountedAt) with { ApprovedBy = ask.ApprovedBy };

    // Those that have less behind them than before; where what waits without a lot has lost it, all who wait.
    private static EquatableList<ShortReservation> ShortOf(Stock before, Stock after, DateTimeOffset now)
    {
        var waitsInVain = PromisesBroken(after, now);
        return [.. after.Open.Values
            .Where(one => one.Unpinned > 0 && !one.IsOverdue(now) && (waitsInVain || one.Unpinned > (before.Open.GetValueOrDefault(one.Id)?.Unpinned ?? 0)))
            .OrderBy(one => one.MadeVersion).Take(MostShort)
            .Select(one => new ShortReservation(one.Id, one.Quantity, one.Unpinned))];
    }

    private const int MostShort = 1_000;

    /// <summary>
    /// What the book had of lots, from what it has and what was moved since. A movement counts by when it happened: an offline sale that is told of later was
    /// in the book before the count, and what is taken back is as if it had never been.
    /// </summary>
    /// <param name="since">Movements recorded after the earliest moment, in order, up to the state's version.</param>
    internal static ImmutableArray<BookLot> BookAt(Stock stock, CompareCount ask, IReadOnlyList<Remembered> since, StockFacts facts)
    {
        var named = ask.Lots.Select(one => (Asked: one, Name: NameOf(stock, one.Lot, ask.Lots))).ToList();
        var taken = named.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        var found = named.Select(one => Book(one.Asked.Lot, one.Name, one.Asked.At));
        var missing = stock.Lots.Values.Where(lot => !taken.Contains(lot.Name)).OrderBy(lot => lot.Name, StringComparer.Ordinal).Select(lot => Book(null, lot.Name, ask.At)).Where(lot => lot.Book != 0);
        return [.. found, .. missing];

        BookLot Book(string? asked, string name, DateTimeOffset at)
        {
            var lot = stock.Lots.GetValueOrDefault(name);
            var book = lot?.OnHand ?? 0;
            var isSuperseded = false;
            foreach (var one in since)
            {
                if (one.Happened is not StockMoved moved || !IsAfter(moved, one.Info, at, ask.AsOf)) continue;
                foreach (var line in moved.Lines)
                {
                    if (line.Lot != name) continue;
                    book -= line.Quantity;
                    isSuperseded |= moved.Kind == MovementKind.Count;
                }
            }

            return new(asked, name, at, book, lot?.OnHand ?? 0, UnitOf(stock, lot, facts), lot is not null, isSuperseded);
        }
    }

    private static Money? UnitOf(Stock stock, Lot? lot, StockFacts facts) =>
        lot?.UnitCost ?? stock.Lots.Values.Where(one => one.UnitCost is not null).MaxBy(one => one.OpenedVersion)?.UnitCost ?? facts.Sku.Price;

    private static bool IsAfter(StockMoved moved, EventInfo info, DateTimeOffset at, long asOf) => (moved.OccurredAt ?? moved.ReversedAt) is { } happened
        ? (happened < info.At ? happened : info.At) > at
        : info.At > at || (asOf > 0 && info.Version > asOf);

    // A number that is no lot's name means the one lot that has it.
    private static string NameOf(Stock stock, string lot, ImmutableArray<CountedLotAt> all)
    {
        if (stock.Lots.ContainsKey(lot)) return lot;
        var same = stock.Lots.Values.Where(one => one.LotNo == lot).Take(2).ToList();
        return same is [var only] && all.All(other => other.Lot != only.Name) ? only.Name : lot;
    }
}
