namespace BeautyGrains.Grains;

/// <summary>What a step needs to know of others; looked up before deciding.</summary>
/// <param name="Stock">Refused where store or SKU is unknown.</param>
/// <param name="Class">The row of the goods' class today; null without one.</param>
/// <param name="Day">Today, in the store's time zone.</param>
/// <param name="Against">What stands against the cabinet, the supplier or the document, in this order; null for nothing.</param>
/// <param name="OnHand">With counts: every lot that the stock has units of, in its order.</param>
/// <param name="Known">The entry of that id, where the journal knows one.</param>
public sealed record ControlledFacts(Answer<StockFacts> Stock, ControlledClass? Class, DateOnly Day, Refusal? Against, ImmutableArray<string> OnHand, KnownEntry? Known);

/// <summary>
/// The rules of a register. Guards stand in one order: form; the id was used before; unknown store or SKU; two people; the class; cabinet, supplier and
/// document; what is there. Quantities of goods are for the stock to refuse too.
/// </summary>
public static partial class ControlledRules
{
    /// <summary>Asks for a step, or takes it where nobody else has a part in it.</summary>
    public static Decision<ControlledEvent> Take(ControlledBook book, string key, TakeControlledStep ask, ControlledFacts facts, DateTimeOffset now)
    {
        if (ControlledStepForm.Check(ask) is { } malformed) return malformed;
        var hash = ControlledStepForm.HashOf(ask);
        if ((book.Recent.LastOrDefault(one => one.Entry.Id == ask.Id) ?? facts.Known) is { } known)
            return known.BodyHash == hash ? Decision<ControlledEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts.Stock.Value is not { } stock) return facts.Stock.Refusal!;
        if (TwoPeople(ask, StockKey.Parse(key).Store, facts.Class) is { } alone) return alone;
        if (NotControlled(stock, facts) is { } other) return other;
        if (facts.Against is { } against) return against;
        var entry = EntryOf(ask, facts.Day);
        return ask.Step switch
        {
            ControlledStep.Receive => new ControlledStepAsked(entry, hash, new(ask.ExpiresOn, ask.MadeOn, ask.UnitCost, ask.Cabinet!)),
            ControlledStep.Issue => InLot(book, ask) ?? (Decision<ControlledEvent>)new ControlledStepAsked(
                entry, hash, null, $"{key}/{ask.Id}/{book.Version + 1}", ask.Quantity * stock.Controlled!.Content, now.AddHours(facts.Class!.OpenHours)),
            ControlledStep.SupplierReturn or ControlledStep.Destroy => InLot(book, ask) ?? (Decision<ControlledEvent>)new ControlledStepAsked(entry, hash),
            ControlledStep.Return => Return(book, ask, entry, hash),
            ControlledStep.Count => Count(book, ask, facts, entry, hash),
            ControlledStep.Reconcile => Reconcile(book, ask, entry, hash),
            ControlledStep.DestroyEmpties => DestroyEmpties(book, ask, entry, hash),
            _ => Explain(book, entry, hash),
        };
    }

    /// <summary>The entry of a step that other grains have carried out, on top of the register as it is now.</summary>
    /// <param name="lot">Into or out of which lot the goods went; null with counts.</param>
    public static ControlledStepTaken Taken(ControlledBook book, string? lot)
    {
        var (ask, dose) = (book.Pending!.Ask, book.Pending.Dose);
        var entry = ask.Entry with { Lot = lot ?? ask.Entry.Lot };
        if (entry.Step == ControlledStep.Count)
            return new(entry with { BalanceAfter = entry.Counts!.Sum(one => one.Counted), EmptiesAfter = entry.Empties!.Value }, ask.BodyHash);
        entry = entry with { BalanceAfter = book.Balance + entry.Quantity, EmptiesAfter = book.Empties };
        return entry.Step switch
        {
            ControlledStep.Issue => new(entry, ask.BodyHash, new(
                entry.Id, entry.Lot!, -entry.Quantity, ask.Content!.Value, dose, 0, 0, 0, entry.Prescription!, ask.Draw!, entry.Client!, default, ask.DueAt!.Value)),
            ControlledStep.Return when Reduced(book.Issues[entry.Issue!], entry.Quantity) is var rest => new(entry, ask.BodyHash, rest, rest.Quantity == 0),
            _ => new(entry, ask.BodyHash),
        };
    }

    /// <summary>Does an entry differ from what was expected?</summary>
    public static bool Differs(ControlledEntry entry) => entry.Difference != 0 || entry.EmptiesDifference != 0 || entry.OverDose != 0;

    /// <summary>Two different people, both of a role that the class names and for the store; the first is who asks.</summary>
    public static Refusal? TwoPeople(TakeControlledStep ask, string store, ControlledClass? row)
    {
        return ask.First is not { } first || first.Actor != ask.By.Actor ? No("first")
            : ask.Second is not { } second ? No("second")
            : second.PersonId == first.PersonId ? No("same-person")
            : !first.Covers(store) || !second.Covers(store) ? No("store")
            : row is not null && !(first.Roles.Any(row.Roles.Contains) && second.Roles.Any(row.Roles.Contains)) ? No("role")
            : null;

        Refusal No(string state) => new(RefusalKind.TwoPeopleNeeded, Store: store, State: state);
    }

    private static Refusal? NotControlled(StockFacts stock, ControlledFacts facts) =>
        stock.Controlled is null ? new(RefusalKind.NotControlled, State: "not-marked") : facts.Class is null ? new(RefusalKind.NotControlled, State: "no-class") : null;

    private static Decision<ControlledEvent>? InLot(ControlledBook book, TakeControlledStep ask)
    {
        if (!book.Lots.TryGetValue(ask.Lot!, out var lot)) return new Refusal(RefusalKind.UnknownLot, Lot: ask.Lot);
        if (ask.Quantity > lot.Quantity) return Refusal.Insufficient(lot.Quantity) with { Lot = ask.Lot };
        return null;
    }

    private static Decision<ControlledEvent> Return(ControlledBook book, TakeControlledStep ask, ControlledEntry entry, string hash)
    {
        if (!book.Issues.TryGetValue(ask.Issue!, out var issue)) return new Refusal(RefusalKind.UnknownControlledIssue);
        if (issue.Used + issue.Destroyed + issue.Empties > 0) return Refusal.NotIn("opened");
        if (ask.Quantity > issue.Quantity) return Refusal.Insufficient(issue.Quantity);
        return new ControlledStepAsked(entry with { Lot = issue.Lot, Prescription = issue.Prescription, Client = issue.Client }, hash, Draw: issue.Draw);
    }

    private static ControlledIssue Reduced(ControlledIssue issue, decimal by) =>
        issue with { Quantity = issue.Quantity - by, Content = issue.Content / issue.Quantity * (issue.Quantity - by) };

    private static Decision<ControlledEvent> Count(ControlledBook book, TakeControlledStep ask, ControlledFacts facts, ControlledEntry entry, string hash)
    {
        var known = facts.OnHand.Concat(book.Lots.Keys).ToHashSet(StringComparer.Ordinal);
        if (ask.Counts!.FirstOrDefault(one => !known.Contains(one.Lot)) is { } stranger) return new Refusal(RefusalKind.UnknownLot, Lot: stranger.Lot);
        // Blind: which lots there are is told by the shelf, and nothing that stands in the book may be left out.
        if (known.Order(StringComparer.Ordinal).FirstOrDefault(lot => ask.Counts!.All(one => one.Lot != lot)) is not null) return Refusal.Invalid("counts", "must-name-every-lot");
        EquatableList<LotCount> counts = [.. ask.Counts!.Select(one => one with { Expected = book.Lots.GetValueOrDefault(one.Lot)?.Quantity ?? 0 })];
        return new ControlledStepAsked(entry with
        {
            Counts = counts, Quantity = counts.Sum(one => one.Counted) - book.Balance, Difference = counts.Sum(one => Math.Abs(one.Counted - one.Expected!.Value)), EmptiesDifference = ask.Empties!.Value - book.Empties,
        }, hash);
    }

    private static Decision<ControlledEvent> Reconcile(ControlledBook book, TakeControlledStep ask, ControlledEntry entry, string hash)
    {
        if (!book.Issues.TryGetValue(ask.Issue!, out var issue)) return new Refusal(RefusalKind.UnknownControlledIssue);
        var left = issue.Content - issue.Used - issue.Destroyed;
        if (ask.Used + ask.Destroyed > left) return Refusal.Insufficient(left);
        if (issue.Empties + ask.Empties > issue.Quantity) return Refusal.Invalid("empties", "must-be-at-most-issued");
        var after = issue with { Used = issue.Used + ask.Used!.Value, Destroyed = issue.Destroyed + ask.Destroyed!.Value, Empties = issue.Empties + ask.Empties!.Value };
        var missing = after.Content - after.Used - after.Destroyed;
        var empties = after.Empties - after.Quantity;
        return new ControlledStepTaken(entry with
        {
            Lot = issue.Lot, Prescription = issue.Prescription, Client = issue.Client, BalanceAfter = book.Balance, EmptiesAfter = book.Empties + ask.Empties.Value,
            Difference = ask.Close ? missing : 0, EmptiesDifference = ask.Close ? empties : 0, OverDose = Beyond(after) - Beyond(issue),
        }, hash, after, ask.Close || (missing == 0 && empties == 0));
    }

    private static decimal Beyond(ControlledIssue issue) => issue.Dose is { } dose ? Math.Max(0, issue.Used - dose) : 0;

    private static Decision<ControlledEvent> DestroyEmpties(ControlledBook book, TakeControlledStep ask, ControlledEntry entry, string hash) =>
        ask.Quantity > book.Empties
            ? Refusal.Insufficient(book.Empties)
            : new ControlledStepTaken(entry with { BalanceAfter = book.Balance, EmptiesAfter = book.Empties - ask.Quantity!.Value }, hash);

    private static Decision<ControlledEvent> Explain(ControlledBook book, ControlledEntry entry, string hash) =>
        book.Differing.All(one => one.Entry != entry.Explains)
            ? new Refusal(RefusalKind.NothingToExplain)
            : new ControlledStepTaken(entry with { BalanceAfter = book.Balance, EmptiesAfter = book.Empties }, hash);

    private static ControlledEntry EntryOf(TakeControlledStep ask, DateOnly day) => new(
        ask.Id, ask.Step, Signed(ask), 0, 0, ask.First!.Actor, ask.Second!.Actor, day, ask.Lot, ask.Supplier, ask.Cabinet, ask.Prescription, ask.Client, ask.Issue, ask.Used, ask.Destroyed,
        ask.Step == ControlledStep.DestroyEmpties ? ask.Quantity : ask.Empties, null, Explains: ask.Explains, Reason: ask.Reason, Document: ask.Document);

    private static decimal Signed(TakeControlledStep ask) => ask.Step switch
    {
        ControlledStep.Receive or ControlledStep.Return => ask.Quantity!.Value,
        ControlledStep.Issue or ControlledStep.SupplierReturn or ControlledStep.Destroy => -ask.Quantity!.Value,
        _ => 0,
    };
}
