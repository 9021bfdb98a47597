namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Records what has physically happened, and raises an incident. The book never says no: what it does not have goes to the unmatched units.
    /// Refusals: Validation, IdReused.
    /// </summary>
    public static Decision<StockEvent> RecordFact(Stock stock, RecordFact ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (FactForm(ask, now) is { } malformed) return malformed;
        var hash = WithBin(BodyHash.Of(ask.Kind, ask.Quantity, ask.Unit, ask.Lot, ask.OccurredAt, ask.Client, ask.Serial, ask.Reason, ask.Document), ask.Bin);
        if (Repeat(stock, CommandIds.Fact(ask.Id), hash, recalled) is { } known) return known;
        // The memory of ids has ended, but a person has still to look at the fact of that id.
        if (stock.Incidents.ContainsKey(ask.Id)) return new Refusal(RefusalKind.IdReused);
        var quantity = Units.ToBase(ask.Quantity, ask.Unit, facts, now);
        if (quantity.Refusal is { } badUnit) return badUnit;

        // A unit that is here tells its lot; one that is not is noted, and nothing more is known of it.
        var unit = facts.Sku.Serialised && ask.Serial is not null && quantity.Value == 1 ? stock.Units.GetValueOrDefault(ask.Serial) : null;
        if (unit is not null && ask.Kind != FactKind.Surplus) ask = ask with { Lot = unit.Lot };
        var draft = new Draft(stock, now);
        var causes = new SortedSet<string>(StringComparer.Ordinal);
        var isIn = ask.Kind is FactKind.Surplus or FactKind.ClientReturn;
        var units = isIn
            ? FactIn(draft, ask.Lot, quantity.Value, ask.Kind, causes)
            : FactOut(draft, ask.Lot, quantity.Value, facts.Sku.Picking, causes);
        var lines = Ledger.Lines(draft.Stock, units.Select(unit => new ScannedLot(unit.Lot, unit.Quantity, ask.Serial, Bin: ask.Bin)));
        if (!lines.IsEmpty)
            draft.Add(Moved(draft.Stock, MovementKind.Fact, ask.Id, lines, hash, ask.Document, ask.Reason, occurredAt: ask.OccurredAt) with { Client = ask.Client, Tracked = unit is null ? null : true });
        var booked = lines.Sum(line => line.Quantity);
        var unmatched = (isIn ? quantity.Value : -quantity.Value) - booked;
        if (unmatched != 0)
        {
            draft.Add(new UnmatchedChanged(ask.Id, unmatched, draft.Stock.Unmatched + unmatched));
            causes.Add("no-book-stock");
        }

        if (facts.Controlled is not null) causes.Add("controlled-goods");
        if (ConcernsRecall(stock, ask.Lot, ask.Serial, units)) causes.Add("lot-recalled");
        // It has happened, and somebody has to find out on whose file it lands.
        if (facts.Sku.Implant && ask.Client is null && ask.Kind is FactKind.OfflineSale or FactKind.Treatment) causes.Add("client-missing");
        if (facts.NotLicensed is not null && ask.Kind is FactKind.OfflineSale or FactKind.Treatment or FactKind.SampleGiven) causes.Add("store-not-licensed");
        if (!facts.Sku.Active) causes.Add("sku-inactive");
        if (!facts.Store.Active) causes.Add("store-inactive");
        if (PromisesBroken(draft.Stock, now) && !PromisesBroken(stock, now)) causes.Add("reservation-lost-stock");
        ImmutableArray<string> all = ["fact-recorded", .. causes];
        draft.Add(new IncidentRaised(ask.Id, ask.Kind, all, quantity.Value, ask.Lot, ask.Client, ask.Serial));
        draft.Add(new FactRecorded(
            ask.Id, ask.Kind, quantity.Value, booked, unmatched, lines, ask.Lot, ask.Client, ask.Serial, ask.Reason, ask.Document, ask.OccurredAt, all, hash));
        return draft.Done();
    }

    /// <summary>Closes an incident with what a person found. Refusals: Validation, UnknownIncident, InvalidState, the second person's.</summary>
    public static Decision<StockEvent> CloseIncident(Stock stock, CloseIncident ask, StockFacts facts, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Form.Needed(ask.Resolution, "resolution")) is { } malformed) return malformed;
        if (stock.Incidents.TryGetValue(ask.Id, out var open))
        {
            return RefusedBySecond(stock, open, ask, facts) is { } refused
                ? refused
                : new IncidentClosed(ask.Id, ask.Resolution, open, BodyHash.Of(ask.Resolution), ask.Second?.Approver?.Actor);
        }

        var resolution = stock.ClosedIncidents.FindLast(one => one.Id == ask.Id)?.Resolution
            ?? (stock.Recall(CommandIds.Incident(ask.Id), recalled)?.Happened as IncidentClosed)?.Resolution;
        return resolution is null ? new Refusal(RefusalKind.UnknownIncident)
            : resolution == ask.Resolution ? Decision<StockEvent>.AlreadyDone
            : Refusal.NotIn("closed");
    }

    // By what the units have cost, else by what they are sold for; who raised it may not approve that it is over.
    private static Refusal? RefusedBySecond(Stock stock, Incident open, CloseIncident ask, StockFacts facts)
    {
        if (ask.Second is not { } second) return null;
        var unit = UnitOf(stock, open.Lot is null ? null : stock.Lots.GetValueOrDefault(open.Lot), facts);
        var value = unit is null ? null : new Money(Math.Round(open.Quantity * unit.Amount, MidpointRounding.AwayFromZero), unit.Currency);
        return second.Refuses(ApprovalKind.IncidentClosure, null, value, value, [StockKey.Parse(stock.Key).Store], ask.By.Actor, open.Fact);
    }

    private static Refusal? FactForm(RecordFact ask, DateTimeOffset now) => Form.First(
        Form.Id(ask.Id, "id"),
        Form.Known(ask.Kind, "kind"),
        Form.Quantity(ask.Quantity),
        Form.Lot(ask.Lot),
        ask.OccurredAt > now + Limits.MaxClockAhead ? Refusal.Invalid("occurredAt", "must-not-be-in-the-future") : null,
        Form.Optional(ask.Client, "client"),
        Form.Optional(ask.Serial, "serial"),
        Form.Optional(ask.Reason, "reason"),
        Form.Optional(ask.Document, "document"),
        Places.Form(ask.Lot, ask.Bin));

    private static List<LotQuantity> FactIn(Draft draft, string? lot, decimal quantity, FactKind kind, SortedSet<string> causes)
    {
        // Nobody has looked yet at what a client brought back.
        if (lot is not null && draft.Stock.Lots.TryGetValue(lot, out var into)) return [new(kind == FactKind.ClientReturn ? SetApart(draft, into).Name : lot, quantity)];
        causes.Add("unknown-lot");
        return [];
    }

    /// <summary>Signed units that the book has; reservations give way.</summary>
    private static List<LotQuantity> FactOut(Draft draft, string? lot, decimal quantity, PickingRule rule, SortedSet<string> causes)
    {
        var taken = new List<LotQuantity>();
        if (lot is not null && !draft.Stock.Lots.ContainsKey(lot))
        {
            causes.Add("unknown-lot");
            return taken;
        }

        var now = draft.Now;
        var plan = lot is not null
            ? [(lot, Math.Min(quantity, draft.Stock.Lots[lot].OnHand))]
            : FactPlan(new(draft.Stock, now), quantity, rule);
        string[] leaving = [.. plan.Select(one => one.Item1)];
        foreach (var (name, units) in plan.Where(one => one.Item2 > 0))
        {
            var from = draft.Stock.Lots[name];
            if (from.BlockedBy(now) is { } state)
            {
                causes.Add("lot-blocked");
                causes.Add("lot-" + state);
            }


            if (Pinning.MakeRoom(draft, name, from.OnHand - units, rule, leaving) > 0) causes.Add("reservation-lost-stock");
            taken.Add(new(name, -units));
        }

        return taken;
    }

    /// <summary>Without a lot: what nobody has pinned in lots that may be sold, then the rest of those, then blocked lots.</summary>
    private static List<(string, decimal)> FactPlan(Availability free, decimal quantity, PickingRule rule)
    {
        var units = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var order = Fefo.InOrder(free.Stock.Lots.Values, rule).ToList();
        Pass(lot => free.Suits(lot, free.Now), free.FreeOn);
        Pass(lot => free.Suits(lot, free.Now), lot => lot.OnHand - units.GetValueOrDefault(lot.Name));
        Pass(lot => !free.Suits(lot, free.Now), lot => lot.OnHand);
        return [.. order.Where(lot => units.ContainsKey(lot.Name)).Select(lot => (lot.Name, units[lot.Name]))];

        void Pass(Func<Lot, bool> which, Func<Lot, decimal> most)
        {
            foreach (var lot in order.Where(which))
            {
                var take = Math.Min(quantity, most(lot));
                if (take <= 0) continue;
                units[lot.Name] = units.GetValueOrDefault(lot.Name) + take;
                quantity -= take;
            }
        }
    }

    private static bool PromisesBroken(Stock stock, DateTimeOffset now) => new Availability(stock, now).Claims().Exists(claim => claim.Slack < 0);
}
