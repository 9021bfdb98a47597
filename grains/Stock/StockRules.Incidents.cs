namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>Comments of one incident.</summary>
    public const int MostComments = 100;

    /// <summary>Says who takes care of an open incident. Refusals: Validation, UnknownIncident, InvalidState.</summary>
    public static Decision<StockEvent> AssignIncident(Stock stock, AssignIncident ask, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Limits.IsId(ask.Owner) ? null : Refusal.Invalid("owner", "must-be-an-id")) is { } malformed) return malformed;
        if (!stock.Incidents.TryGetValue(ask.Id, out var open)) return NotOpenIncident(stock, ask.Id, recalled);
        return open.Owner == ask.Owner ? Decision<StockEvent>.AlreadyDone : new IncidentAssigned(ask.Id, ask.Owner);
    }

    /// <summary>Adds a comment to an open incident. Refusals: Validation, IdReused, UnknownIncident, InvalidState.</summary>
    public static Decision<StockEvent> CommentIncident(Stock stock, CommentIncident ask, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Limits.IsId(ask.CommentId) ? null : Refusal.Invalid("comment", "must-be-an-id"), Form.Needed(ask.Text, "text")) is { } malformed) return malformed;
        if (Repeat(stock, CommandIds.Comment(ask.Id, ask.CommentId), ask.Text, recalled) is { } known) return known;
        if (!stock.Incidents.TryGetValue(ask.Id, out var open)) return NotOpenIncident(stock, ask.Id, recalled);
        return open.Comments?.Count >= MostComments ? Refusal.Invalid("comment", "at-most-100-comments") : new IncidentCommented(ask.Id, ask.CommentId, ask.Text);
    }

    /// <summary>Opens a closed incident again. Refusals: Validation, UnknownIncident, InvalidState.</summary>
    public static Decision<StockEvent> ReopenIncident(Stock stock, ReopenIncident ask, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Form.Needed(ask.Reason, "reason")) is { } malformed) return malformed;
        if (stock.Incidents.TryGetValue(ask.Id, out var open)) return open.ReopenedFor == ask.Reason ? Decision<StockEvent>.AlreadyDone : Refusal.NotIn("open");
        return ClosedIncident(stock, ask.Id, recalled) is { } closed ? new IncidentReopened(ask.Id, ask.Reason, closed) : new Refusal(RefusalKind.UnknownIncident);
    }

    /// <summary>
    /// Finds book stock for units that had none: the ledger takes out of a lot what left without being in the book, or into it what was found; or names the movement
    /// that has put the book right already. Refusals: Validation, IdReused, UnknownUnmatched, UnknownLot, UnknownMovement, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> MatchUnmatched(Stock stock, MatchUnmatched ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            Limits.IsId(ask.Id) ? null : Refusal.Invalid("id", "must-be-an-id"), Form.Id(ask.Entry, "entry"), Form.Quantity(ask.Quantity), Form.Lot(ask.Lot), Form.Needed(ask.Reason, "reason"),
            (ask.Lot is null) == (ask.Against is null) ? Refusal.Invalid("lot", "either-lot-or-against") : null,
            ask.Against is not null && AgainstOf(ask.Against).IsEmpty ? Refusal.Invalid("against", "must-be-kind-slash-id") : null) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.Entry, ask.Quantity, ask.Lot, ask.Against, ask.Reason);
        if (Repeat(stock, CommandIds.Match(ask.Id), hash, recalled) is { } known) return known;
        if (!stock.UnmatchedEntries.TryGetValue(ask.Entry, out var entry)) return new Refusal(RefusalKind.UnknownUnmatched);
        if (ask.Quantity > Math.Abs(entry.Left)) return Refusal.Insufficient(Math.Abs(entry.Left));

        var draft = new Draft(stock, now);
        var signed = Math.Sign(entry.Left) * ask.Quantity;
        if (ask.Lot is not null && MatchWith(draft, ask, entry, signed, facts, hash) is { } refused) return refused;
        if (ask.Against is not null && !AgainstOf(ask.Against).Any(command => stock.Recall(command, recalled)?.Happened is StockMoved)) return new Refusal(RefusalKind.UnknownMovement);
        draft.Add(new UnmatchedChanged(ask.Entry, -signed, draft.Stock.Unmatched - signed));
        draft.Add(new UnmatchedMatched(
            ask.Id, ask.Entry, ask.Quantity, ask.Lot, ask.Against, ask.Reason, entry.Left - signed, ask.Lot is null ? null : CommandIds.MatchMovement(ask.Id), hash));
        return draft.Done();
    }

    /// <summary>The names under which a movement "kind/id" may be remembered; none where that is no movement's.</summary>
    internal static ImmutableArray<string> AgainstOf(string movement)
    {
        var slash = movement.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || Form.Id(movement[(slash + 1)..], "against") is not null) return [];
        foreach (var kind in Enum.GetValues<MovementKind>())
            if (System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()) == movement[..slash]) return CommandIds.OfMovement(kind, movement[(slash + 1)..]);
        return [];
    }

    private static Refusal? MatchWith(Draft draft, MatchUnmatched ask, UnmatchedEntry entry, decimal signed, StockFacts facts, string hash)
    {
        if (!draft.Stock.Lots.TryGetValue(ask.Lot!, out var lot)) return UnknownLot(ask.Lot!);
        if (lot.OnHand + signed < 0) return Refusal.Insufficient(lot.OnHand) with { Lot = lot.Name };
        // A unit that has come since is the one that had left: where its serial is known it goes with it, from the lot that it lies in.
        var unit = facts.Sku.Serialised && signed == -1 && entry.Serial is { } serial ? draft.Stock.Units.GetValueOrDefault(serial) : null;
        if (unit is not null && unit.Lot != lot.Name) return new(RefusalKind.UnitNotHere, Lot: unit.Lot, State: unit.Serial);
        if (signed < 0) Pinning.MakeRoom(draft, lot.Name, lot.OnHand + signed, facts.Sku.Picking, [lot.Name]);
        draft.Add(Moved(
            draft.Stock, MovementKind.Fact, CommandIds.MatchMovement(ask.Id), Ledger.Lines(draft.Stock, [new(lot.Name, signed, entry.Serial)]), hash, "unmatched/" + entry.Id, ask.Reason) with { Client = entry.Client, Tracked = unit is null ? null : true });
        return null;
    }

    private static Refusal NotOpenIncident(Stock stock, string id, ImmutableArray<Remembered> recalled) =>
        ClosedIncident(stock, id, recalled) is null ? new(RefusalKind.UnknownIncident) : Refusal.NotIn("closed");

    private static Incident? ClosedIncident(Stock stock, string id, ImmutableArray<Remembered> recalled) =>
        stock.ClosedIncidents.FindLast(one => one.Id == id)
        ?? (stock.Recall(CommandIds.Incident(id), recalled) is { Happened: IncidentClosed closed, Info: var info } ? StockEvolve.ClosedIncident(closed, info) : null);
}
