namespace BeautyGrains.Grains;

/// <summary>What a list is made of.</summary>
/// <param name="Lines">In walking order, numbered from 1 on.</param>
public sealed record PickPlan(EquatableList<PickListLine> Lines, EquatableList<string> Missing)
{
    /// <summary>Nothing to fetch.</summary>
    public static PickPlan None { get; } = new([], []);
}

/// <summary>What may become of a pick list. Rules are asked only while it waits for nobody.</summary>
public static class PickListRules
{
    /// <summary>Reservations of one list.</summary>
    public const int MaxSources = 500;

    /// <summary>Store and id of a key.</summary>
    public static (string Store, string Id) KeyOf(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return (key[..slash], key[(slash + 1)..]);
    }

    /// <summary>The first rule of form that a request breaks, or null.</summary>
    public static Refusal? FormOf(string id, PutPickList ask) => Form.First(
        Limits.IsId(id) ? null : Refusal.Invalid("id", "must-be-an-id"),
        ask.Person is null || Limits.IsId(ask.Person) ? null : Refusal.Invalid("person", "must-be-an-id"),
        ask.Sources.Count <= MaxSources ? null : Refusal.Invalid("reservation", "at-most-500-reservations"),
        ask.Sources.All(source => Limits.IsId(source.Sku) && Form.Id(source.Reservation, "reservation") is null) ? null : Refusal.Invalid("reservation", "must-be-an-id"));

    /// <summary>Guards in this order: a repeat or another request, whether there is anything to fetch.</summary>
    public static Decision<PickListEvent> Put(PickList list, PutPickList ask, PickPlan plan)
    {
        var hash = BodyHash.Of(ask.Reservation, ask.Sku, ask.Person);
        if (list.State is not null) return list.BodyHash == hash ? Decision<PickListEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        return plan.Lines.Count == 0 ? Refusal.NotIn("nothing-to-pick") : new PickListMade(ask.Person, plan.Lines, plan.Missing, hash);
    }

    /// <summary>Guards in this order: form, whether it is open.</summary>
    public static Decision<PickListEvent> Assign(PickList list, AssignPickList ask)
    {
        if (!Limits.IsId(ask.Person)) return Refusal.Invalid("person", "must-be-an-id");
        if (NotOpen(list) is { } closed) return closed;
        return list.Person == ask.Person ? Decision<PickListEvent>.AlreadyDone : new PickListAssigned(ask.Person);
    }

    /// <summary>Guards in this order: the line, a repeat, whether the list is open, what was scanned, how much was found.</summary>
    public static Decision<PickListEvent> Confirm(PickList list, ConfirmPick ask)
    {
        if (list.State is null) return new Refusal(RefusalKind.UnknownPickList);
        if (ask.Line < 1 || ask.Line > list.Lines.Count) return Refusal.Invalid("line", "must-be-a-line-of-the-list");
        var line = list.Lines[ask.Line - 1];
        var found = ask.Found ?? line.Quantity;
        if (line.State is PickLineState.Picked or PickLineState.Short && (ask.Bin, ask.Lot) == (line.Bin, line.Lot) && found == line.Found) return Decision<PickListEvent>.AlreadyDone;
        if (NotOpen(list) is { } closed) return closed;
        if (line.State != PickLineState.Waiting) return Refusal.NotIn(line.State == PickLineState.Picked ? "picked" : "short");
        if (ask.Bin != line.Bin) return Refusal.Invalid("bin", "must-be-that-of-the-line");
        if (ask.Lot != line.Lot) return Refusal.Invalid("lot", "must-be-that-of-the-line");
        if (found > line.Quantity) return Refusal.Invalid("found", "must-be-at-most-the-quantity");
        return Form.Amount(found, "found") is { } malformed ? malformed : new PickConfirmed(ask.Line, found);
    }

    /// <summary>Guards in this order: a repeat, whether it is open, lines that wait.</summary>
    public static Decision<PickListEvent> Finish(PickList list)
    {
        if (list.State == PickListState.Finished) return Decision<PickListEvent>.AlreadyDone;
        if (NotOpen(list) is { } closed) return closed;
        return list.Lines.Any(line => line.State == PickLineState.Waiting) ? Refusal.NotIn("lines-waiting") : new PickListFinished();
    }

    /// <summary>Guards in this order: form, a repeat, whether it is open.</summary>
    public static Decision<PickListEvent> Cancel(PickList list, CancelPickList ask)
    {
        if (Form.Needed(ask.Reason, "reason") is { } malformed) return malformed;
        if (list.State == PickListState.Cancelled && list.Reason == ask.Reason) return Decision<PickListEvent>.AlreadyDone;
        return NotOpen(list) is { } closed ? closed : new PickListCancelled(ask.Reason);
    }

    /// <summary>Writes down what came of a step, unless another activation was faster.</summary>
    public static Decision<PickListEvent> Record(PickList head, PickListState was, int current, PickListEvent outcome)
    {
        if (head.State != was || head.Current != current) return Decision<PickListEvent>.AlreadyDone;
        return outcome is PickReturned returned && head.NextToReturn?.Number != returned.Line ? Decision<PickListEvent>.AlreadyDone : outcome;
    }

    /// <summary>
    /// Where what a line lacks is fetched instead: what its reservation has pinned and no other line of it fetches, in places that no line of this list speaks for.
    /// What was fetched lies unplaced and belongs to those for whom it was.
    /// </summary>
    /// <param name="pins">Of the line's reservation, as they now are.</param>
    public static PickReplanned Replan(PickList list, StockView stock, ImmutableArray<LotQuantity> pins)
    {
        var line = list.CurrentLine;
        var walk = new PickWalk(stock);
        foreach (var other in list.Lines.Where(other => other.Sku == line.Sku))
            walk.Leave(other.Lot, other.State == PickLineState.Waiting ? other.Bin : null, other.State == PickLineState.Waiting ? other.Quantity : other.Found);
        if (line.Bin is not null) walk.Leave(line.Lot, line.Bin, walk.In(line.Lot, line.Bin));
        var (lines, left) = (new List<PickListLine>(), line.Quantity - line.Found);
        foreach (var pin in pins.OrderByDescending(pin => pin.Lot == line.Lot))
        {
            var fetched = list.Lines.Where(other => (other.Sku, other.Lot, other.Reservation) == (line.Sku, pin.Lot, line.Reservation)).Sum(other => other.State == PickLineState.Waiting ? other.Quantity : other.Found);
            foreach (var stop in walk.Fetch(pin.Lot, Math.Min(left, pin.Quantity - fetched)))
            {
                var expiresAt = stock.Lots.First(lot => lot.Lot == pin.Lot).ExpiresAt;
                lines.Add(new(list.Lines.Count + lines.Count + 1, stop.Bin, stop.Order, line.Sku, pin.Lot, expiresAt, stop.Quantity, line.Reservation, InsteadOf: line.Number));
                left -= stop.Quantity;
            }
        }

        return new(line.Number, [.. lines], left);
    }

    /// <summary>What the book has where a line was fetched and nobody found: all that is left of the lot in a bin, for the person has looked; of unplaced goods what the line lacks.</summary>
    public static decimal LostOf(PickListLine line, StockView? stock)
    {
        if (line.Found == line.Quantity || stock is null) return 0;
        var there = new PickWalk(stock).In(line.Lot, line.Bin);
        return line.Bin is null ? Math.Min(line.Quantity - line.Found, Math.Max(0, there - line.Found)) : there;
    }

    /// <summary>The walking order.</summary>
    public static IEnumerable<PickListLine> InOrder(IEnumerable<PickListLine> lines) => lines
        .OrderBy(line => line.Order).ThenBy(line => line.Bin, StringComparer.Ordinal).ThenBy(line => line.Sku, StringComparer.Ordinal).ThenBy(line => line.Lot, StringComparer.Ordinal)
        .ThenBy(line => line.Reservation, StringComparer.Ordinal).ThenBy(line => line.Number);

    /// <summary>As callers see it.</summary>
    public static PickListView ViewOf(string key, Versioned<PickList> list)
    {
        var ((store, id), state) = (KeyOf(key), list.State);
        return new(store, id, state.State!.Value, state.Person, [.. InOrder(state.Lines)], state.Missing, state.Reason, state.Author, list.At, list.Version);
    }

    private static Refusal? NotOpen(PickList list) => list.State switch
    {
        null => new(RefusalKind.UnknownPickList),
        PickListState.Open => null,
        PickListState.Finished => Refusal.NotIn("finished"),
        _ => Refusal.NotIn("cancelled"),
    };
}
