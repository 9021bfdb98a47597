namespace BeautyGrains.Grains;

/// <summary>What leaves an open container. Opened is always used + scrapped + lost + remainder, and so is the cost.</summary>
public static partial class StockRules
{
    private const string RestOf = ":rest";
    private const string ExpiryMove = "expiry";

    /// <summary>
    /// Uses some of what is left, on the client that it is for; where that completes it, the rest is scrapped with it.
    /// Refusals: Validation, IdReused, UnknownContainer, InvalidState, StoreNotLicensed, LotBlocked, ContainerRefused, InsufficientAvailable with what is left.
    /// </summary>
    public static Decision<StockEvent> UseContainer(Stock stock, UseContainer ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            Form.Id(ask.Container, "container"), ContainerIdForm(ask.Id), Form.Quantity(ask.Quantity), Form.Client(ask.Client), Form.Optional(ask.Document, "document")) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.Quantity, ask.Client, ask.Document, ask.Completes);
        if (Repeat(stock, CommandIds.ContainerMove(ask.Container, ask.Id), hash, recalled) is { } known) return known;
        if (FindContainer(stock, ask.Container, recalled, out var open) is { } unknown) return unknown;
        if (facts.NotLicensed is { } forbidden) return forbidden;
        if (NotUsable(stock, open!, now) is { } blocked) return blocked;
        if (facts.Sku.Implant && ask.Client is null) return new Refusal(RefusalKind.ClientRequired);
        if (open!.Sharing != SharingRule.ManyClients && ask.Client is null) return new Refusal(RefusalKind.ContainerRefused, State: "client-required");
        if (!open.IsFor(ask.Client)) return new Refusal(RefusalKind.ContainerRefused, State: "other-client");
        if (ask.Quantity > open.Remainder) return Refusal.Insufficient(open.Remainder) with { Lot = open.Lot };

        var draft = new Draft(stock, now);
        var rest = open.Remainder - ask.Quantity;
        var completes = (ask.Completes ?? open.Sharing == SharingRule.SingleUse) && rest > 0;
        draft.Add(Left(open, ask.Id, ContainerMoveKind.Use, ask.Quantity, hash) with { Client = ask.Client, Document = ask.Document, Completed = completes ? rest : null });
        if (completes)
        {
            var left = draft.Stock.Containers[open.Id];
            draft.Add(Left(left, ask.Id + RestOf, ContainerMoveKind.Completion, rest, hash) with { Client = ask.Client, Document = ask.Document });
        }

        return Closed(draft, open.Id);
    }

    /// <summary>Takes some or all of what is left out as unusable, whatever blocks it. Refusals: Validation, IdReused, UnknownContainer, InvalidState, InsufficientAvailable.</summary>
    public static Decision<StockEvent> ScrapContainer(Stock stock, ScrapContainer ask, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            Form.Id(ask.Container, "container"), ContainerIdForm(ask.Id), ask.Quantity is { } some ? Form.Quantity(some) : null, Form.Needed(ask.Reason, "reason")) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.Quantity, ask.Reason);
        if (Repeat(stock, CommandIds.ContainerMove(ask.Container, ask.Id), hash, recalled) is { } known) return known;
        if (FindContainer(stock, ask.Container, recalled, out var open) is { } unknown) return unknown;
        var quantity = ask.Quantity ?? open!.Remainder;
        if (quantity > open!.Remainder) return Refusal.Insufficient(open.Remainder) with { Lot = open.Lot };
        var draft = new Draft(stock, now);
        draft.Add(Left(open, ask.Id, ContainerMoveKind.Scrap, quantity, hash) with { Reason = ask.Reason });
        return Closed(draft, open.Id);
    }

    /// <summary>
    /// Posts what a count found, also when it found what the book says; one that finds nothing ends the container. What was found more has no cost of its own.
    /// Refusals: Validation, IdReused, UnknownContainer, InvalidState, the second person's.
    /// </summary>
    public static Decision<StockEvent> CountContainer(Stock stock, CountContainer ask, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            Form.Id(ask.Container, "container"), ContainerIdForm(ask.Id), Form.Amount(ask.Counted, "counted"), Form.Optional(ask.Reason, "reason")) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.Counted, ask.Reason);
        if (Repeat(stock, CommandIds.ContainerMove(ask.Container, ask.Id), hash, recalled) is { } known) return known;
        if (FindContainer(stock, ask.Container, recalled, out var open) is { } unknown) return unknown;
        if (ask.Counted > open!.Content) return Refusal.Invalid("counted", "must-be-at-most-the-content");
        var missing = open.Remainder - ask.Counted;
        if (ask.Second is { } second && missing != 0 && Refused(second, stock, open, missing, ask.By) is { } refused) return refused;
        var draft = new Draft(stock, now);
        draft.Add(Left(open, ask.Id, ContainerMoveKind.Count, missing, hash) with { Reason = ask.Reason, ApprovedBy = ask.Second?.Approver?.Actor });
        return Closed(draft, open.Id);
    }

    /// <summary>
    /// Records what was spilt, or used in a treatment that has been done, and raises an incident. The book and the sharing rule never say no: what they would have
    /// refused is a cause of the incident, and what the book does not have is noted as unmatched. Refusals: Validation, IdReused, UnknownContainer.
    /// </summary>
    public static Decision<StockEvent> RecordContainerFact(Stock stock, RecordContainerFact ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (ContainerFactForm(ask, now) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.Container, ask.Kind, ask.Quantity, ask.OccurredAt, ask.Client, ask.Reason, ask.Document);
        if (Repeat(stock, CommandIds.Fact(ask.Id), hash, recalled) is { } known) return known;
        if (stock.Incidents.ContainsKey(ask.Id)) return new Refusal(RefusalKind.IdReused);
        if (KnownContainer(stock, ask.Container, recalled) is not { } one) return new Refusal(RefusalKind.UnknownContainer);

        var kind = ask.Kind == FactKind.Treatment ? ContainerMoveKind.Treatment : ContainerMoveKind.Spill;
        var booked = Math.Min(ask.Quantity, one.Remainder);
        var draft = new Draft(stock, now);
        draft.Add(Left(one, ask.Id, kind, booked, hash) with
        {
            Unmatched = ask.Quantity - booked, Client = ask.Client, Document = ask.Document, Reason = ask.Reason, OccurredAt = ask.OccurredAt,
        });
        draft.Add(new IncidentRaised(ask.Id, ask.Kind, Causes(stock, one, ask, facts, now), ask.Quantity, one.Lot, ask.Client, one.Serial));
        return stock.Containers.ContainsKey(one.Id) ? Closed(draft, one.Id) : draft.Done();
    }

    /// <summary>Scraps all that is left in containers past their use-by, at most <see cref="MostOverdue"/> of them.</summary>
    public static Decision<StockEvent> ScrapExpiredContainers(Stock stock, DateTimeOffset now)
    {
        var draft = new Draft(stock, now);
        foreach (var one in InOrder(stock).Where(one => one.IsPastUseBy(now)).Take(MostOverdue))
        {
            draft.Add(Left(one, ExpiryMove, ContainerMoveKind.Expiry, one.Remainder, "") with { Reason = "past-use-by" });
            Closed(draft, one.Id);
        }

        return draft.Done();
    }

    /// <summary>The command by which the scrapping of an expired container is found again.</summary>
    internal static string ExpiryOf(string container) => CommandIds.ContainerMove(container, ExpiryMove);

    // What the house makes of an id has a colon, so that no caller's id is ever the same.
    private static Refusal? ContainerIdForm(string id) => Limits.IsId(id) && id != ExpiryMove ? null : Refusal.Invalid("id", "must-be-an-id");

    private static Refusal? ContainerFactForm(RecordContainerFact ask, DateTimeOffset now) => Form.First(
        Form.Id(ask.Id, "id"),
        Form.Id(ask.Container, "container"),
        ask.Kind is FactKind.Breakage or FactKind.Treatment ? null : Refusal.Invalid("kind", "must-be-breakage-or-treatment"),
        Form.Quantity(ask.Quantity),
        ask.OccurredAt > now + Limits.MaxClockAhead ? Refusal.Invalid("occurredAt", "must-not-be-in-the-future") : null,
        Form.Client(ask.Client),
        Form.Optional(ask.Reason, "reason"),
        Form.Optional(ask.Document, "document"));

    private static ContainerMoved Left(Container one, string id, ContainerMoveKind kind, decimal quantity, string hash) => new(
        one.Id, id, kind, one.Lot, quantity, one.Remainder - quantity, 0, one.Cost is null ? null : one.Cost with { Amount = quantity > 0 ? one.CostOf(quantity) : 0 },
        null, null, null, null, null, null, hash);

    private static Decision<StockEvent> Closed(Draft draft, string id)
    {
        if (draft.Stock.Containers[id] is { Remainder: 0 } empty) draft.Add(new ContainerClosed(id, empty));
        return draft.Done();
    }

    private static Container? KnownContainer(Stock stock, string id, ImmutableArray<Remembered> recalled) =>
        stock.Containers.GetValueOrDefault(id) ?? (stock.Recall(CommandIds.Container(id), recalled)?.Happened as ContainerClosed)?.Container;

    private static ImmutableArray<string> Causes(Stock stock, Container one, RecordContainerFact ask, StockFacts facts, DateTimeOffset now)
    {
        var causes = new SortedSet<string>(StringComparer.Ordinal);
        if (ask.Quantity > one.Remainder) causes.Add("no-book-stock");
        if (ask.Kind == FactKind.Treatment)
        {
            if (!one.IsFor(ask.Client)) causes.Add("other-client");
            if (facts.NotLicensed is not null) causes.Add("store-not-licensed");
            // It is judged by when it happened, as far as that can be known: a lot's status is that of now.
            if (one.IsPastUseBy(ask.OccurredAt)) causes.Add("past-use-by");
            if (stock.Lots[one.Lot].Status != LotStatus.Released) causes.Add("lot-blocked");
        }

        return ["container-fact", .. causes];
    }

    private static Refusal? Refused(SecondPerson second, Stock stock, Container one, decimal missing, Caller by)
    {
        var off = Math.Abs(missing);
        var value = one.Cost is { } cost ? cost with { Amount = decimal.Round(missing > 0 ? one.CostOf(missing) : cost.Amount * (off / one.Content), 0, MidpointRounding.AwayFromZero) } : null;
        return second.Refuses(ApprovalKind.Variance, one.Remainder == 0 ? 1 : off / one.Remainder, value, value, [StockKey.Parse(stock.Key).Store], by.Actor);
    }
}
