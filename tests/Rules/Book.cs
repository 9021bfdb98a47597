namespace BeautyGrains.Rules.Tests;

using BeautyGrains.Journal;

/// <summary>A stock that is decided upon as its grain does it, with its events as written. Noon of 1 June 2026 in Shanghai at first.</summary>
internal sealed partial class Book
{
    public static readonly Caller By = new("key-1", "");

    public StockFacts Facts { get; set; } = new(new("Serum", "bottle"), new("Bund", "Asia/Shanghai"));

    public DateTimeOffset Now { get; set; } = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    public Stock Stock { get; set; } = Stock.Empty("S1/K1");

    public List<RecordedEvent> Written { get; } = [];

    public Availability Free => new(Stock, Now);

    public StockView View => StockViews.Position(Stock, Facts, Now);

    public SkuRecord Sku
    {
        set => Facts = Facts with { Sku = value };
        get => Facts.Sku;
    }

    /// <summary>Overdue reservations end first, as in the grain; then the rule decides and its events are folded.</summary>
    public Decision<StockEvent> Do(Func<Stock, StockFacts, DateTimeOffset, Decision<StockEvent>> rule)
    {
        foreach (var ended in StockRules.Overdue(Stock, Now)) Happen(ended);
        var decision = rule(Stock, Facts, Now);
        if (Facts.Sku.Serialised) decision = StockRules.KeepUnits(Stock, decision, Now, isStep: false);
        foreach (var happened in decision.Events) Happen(happened);
        return decision;
    }

    public void Happen(StockEvent happened)
    {
        var (name, payload) = StockKind.Instance.Events.Write(happened);
        var info = new EventInfo(Stock.Version + 1, Now, By.Actor);
        Written.Add(new(StockKind.Instance.Stream(Stock.Key), info.Version, new(0, info.Version), name, payload, Now, By.Actor, "", default));
        Stock = StockKind.Instance.Evolve(Stock, happened, info);
    }

    /// <summary>What the journal remembers of commands that the memory does not have at hand, as the grain looks it up.</summary>
    private ImmutableArray<Remembered> Recalled(params string[] commands) =>
    [
        .. from command in commands
           where Stock.Memory.MayHaveForgotten(command)
           let recorded = Written.LastOrDefault(one => CommandIds.Of(StockKind.Instance.Events.Read(one))?.Id == command)
           where recorded is not null
           select new Remembered(StockKind.Instance.Events.Read(recorded), new(recorded.Version, recorded.At, recorded.Actor)),
    ];

    public Decision<StockEvent> Receive(
        string lot, decimal quantity, string? expires = null, string? id = null, LotStatus status = LotStatus.Released,
        ExpiryKind kind = ExpiryKind.ValidThrough, DateOnly? madeOn = null, string? confirm = null, Money? cost = null, string? unit = null) =>
        Do((stock, facts, now) => StockRules.Receive(
            stock,
            new(id ?? $"rc-{Written.Count}", quantity, unit, lot, expires is null ? null : Printed(expires, kind), madeOn, cost, null, null, null, null, status, confirm, By),
            facts, now));

    public Decision<StockEvent> Reserve(
        string id, decimal quantity, string? lot = null, int? minDays = null, TimeSpan? hold = null, DateOnly? forDate = null, string? unit = null, bool pinned = false,
        string? madeFor = null, long attempt = 0) =>
        Do((stock, facts, now) => StockRules.Reserve(
            stock, new(id, quantity, unit, hold, null, lot, null, minDays, forDate, pinned, By with { Process = madeFor }, madeFor, attempt), facts, now,
            Recalled(CommandIds.Reservation(id), CommandIds.Bar(madeFor ?? "", id))));

    public Decision<StockEvent> TakeBack(string id, string process, long attempt = 0) =>
        Do((stock, _, now) => StockRules.Release(
            stock, new(id, By with { Process = process }, process, attempt), now, Recalled(CommandIds.Reservation(id), CommandIds.Bar(process, id))));

    public Decision<StockEvent> Commit(string id, decimal? quantity = null, MovementKind use = MovementKind.Sale, params ScannedLot[] lots) =>
        Do((stock, facts, now) => StockRules.Commit(stock, new(id, quantity, [.. lots], use, null, By), facts, now));

    public Decision<StockEvent> Release(string id) => Do((stock, _, now) => StockRules.Release(stock, new(id, By), now));

    public Decision<StockEvent> Extend(string id, TimeSpan hold) => Do((stock, _, now) => StockRules.Extend(stock, new(id, hold, By), now));

    public Decision<StockEvent> Repin(string id) => Do((stock, facts, now) => StockRules.Repin(stock, new(id, By), facts, now));

    public Decision<StockEvent> Pin(string id, long attempt = 0) => Do((stock, facts, now) => StockRules.Pin(stock, new(id, By, attempt), facts, now));

    public Decision<StockEvent> Unpin(string id, long attempt = 0) => Do((stock, _, now) => StockRules.Unpin(stock, new(id, By, attempt), now));

    public Decision<StockEvent> CommitPinned(string id) => Do((stock, facts, now) => StockRules.CommitPinned(stock, new(id, null, By), facts, now));

    public Decision<StockEvent> Sell(string id, decimal quantity, string? lot = null, MovementKind use = MovementKind.Sale, string? unit = null) =>
        Do((stock, facts, now) => StockRules.Sell(stock, new(id, quantity, unit, lot, use, null, By), facts, now));

    public Decision<StockEvent> Scrap(string id, decimal quantity, string? lot = null) =>
        Do((stock, facts, now) => StockRules.Scrap(stock, new(id, quantity, null, lot, "broken", By), facts, now));

    public Decision<StockEvent> Adjust(string id, decimal quantity, string? lot = null) =>
        Do((stock, facts, now) => StockRules.Adjust(stock, new(id, quantity, null, lot, "miscounted", By), facts, now));

    public Decision<StockEvent> Return(string id, decimal quantity, string? lot, ReturnDisposition to) =>
        Do((stock, facts, now) => StockRules.Return(stock, new(id, quantity, null, lot, to, null, null, By), facts, now));

    public Decision<StockEvent> SendBack(string id, decimal quantity, string lot) =>
        Do((stock, facts, now) => StockRules.ReturnToSupplier(stock, new(id, quantity, null, lot, "Maker", null, null, By), facts, now));

    public Decision<StockEvent> Count(string id, string lot, decimal counted) =>
        Do((stock, facts, now) => StockRules.Count(stock, new(id, lot, counted, null, By), facts, now));

    public Decision<StockEvent> Reverse(string id, MovementKind kind, string movement, Caller? by = null) =>
        Do((stock, _, now) => StockRules.Reverse(stock, new(id, kind, movement, "wrong key", by ?? By), now));

    public Decision<StockEvent> Issue(string id, MovementKind kind, decimal quantity, string? lot = null, string? bin = null, long attempt = 0, string? client = null) =>
        Do((stock, facts, now) => StockRules.IssueOut(
            stock, new(id, kind, quantity, null, lot, bin, "why", kind == MovementKind.RepackOut ? RepackRules.DocumentOf(id) : null, client, null, null, attempt, By with { Process = "issue:x" }), facts, now,
            Recalled(CommandIds.Movement(kind, id), CommandIds.Bar("issue:x", CommandIds.Movement(kind, id)))));

    public Decision<StockEvent> TakeIn(string id, string number, decimal quantity, LotStatus status = LotStatus.Released) =>
        Do((stock, _, now) => StockRules.TakeInRepacked(
            stock, new(id, [new(number, quantity, Printed("2027-01"), now.AddDays(200), null, status, new(80, "CNY"), null, null, [new("K9", "P1", quantity)])], RepackRules.DocumentOf(id), By), now));

    public Decision<StockEvent> Place(string id, string lot, decimal quantity, string? from, string? to, int order = 1, params StorageClass[] holds) =>
        Do((stock, facts, _) => StockRules.Place(
            stock, new(id, lot, quantity, from, to, null, By), facts, to is null ? null : new(order, true, holds.Length == 0 ? [StorageClass.Ambient] : [.. holds])));

    public Decision<StockEvent> RecallLots(string recall, params string[] lots) =>
        Do((stock, _, _) => StockRules.RecallLots(stock, new(recall, [.. lots], null, "maker", By)));

    public Decision<StockEvent> LiftLots(string recall) => Do((stock, _, _) => StockRules.LiftLots(stock, new(recall, By)));

    public Decision<StockEvent> Set(string lot, LotStatus status) => Do((stock, _, _) => StockRules.SetLotStatus(stock, new(lot, status, "checked", By)));

    public Decision<StockEvent> Fact(string id, FactKind kind, decimal quantity, string? lot = null, DateTimeOffset? at = null) =>
        Do((stock, facts, now) => StockRules.RecordFact(stock, new(id, kind, quantity, null, lot, at ?? now, "C-1", null, null, null, By), facts, now));

    public Decision<StockEvent> Close(string id, string resolution = "seen") => Do((stock, _, _) => StockRules.CloseIncident(stock, new(id, resolution, By), Facts));

    public Decision<StockEvent> Ship(string transfer, string reservation) =>
        Do((stock, facts, now) => StockRules.Ship(stock, new(transfer, reservation, "S2", By), facts, now));

    public Decision<StockEvent> Expect(string transfer, decimal quantity) => Do((stock, _, _) => StockRules.Expect(stock, new(transfer, "S0", quantity, By)));

    public Decision<StockEvent> Arrive(string transfer, bool quarantine, params ArrivedLot[] lots) =>
        Do((stock, facts, now) => StockRules.ReceiveTransfer(stock, new(transfer, "S0", [.. lots], quarantine, By), facts, now));

    public Decision<StockEvent> CloseTransfer(string transfer) => Do((stock, _, _) => StockRules.CloseTransfer(stock, new(transfer, By)));

    public static Expiry Printed(string text, ExpiryKind kind = ExpiryKind.ValidThrough) =>
        ExpiryText.TryParse(text, kind, out var expiry) ? expiry : throw new FormatException(text);

    /// <summary>A state as its snapshot has it, to compare by content.</summary>
    public static string Text(Stock stock) => System.Text.Encoding.UTF8.GetString(StockKind.Instance.SaveState(stock));

    public Stock Replayed(long from = 0, Stock? snapshot = null)
    {
        var state = new Versioned<Stock>(snapshot ?? StockKind.Instance.Empty(Stock.Key), from, default);
        foreach (var recorded in Written.Skip((int)from)) state = StockKind.Instance.Evolve(state, recorded);
        return state.State;
    }
}
