namespace BeautyGrains.Grains;

/// <summary>Controlled goods move by the steps of their register alone; every other request that would move or hold them is refused, whoever makes it.</summary>
public static partial class StockRules
{
    /// <summary>
    /// A step of the register. It is decided as any other movement of its kind once the warrant is whole: the register itself asks, for two different people,
    /// and goods that leave for a client have a prescription. Refusals: NotControlled, ControlledGoods with what is missing as its state, and those of the kind.
    /// </summary>
    public static Decision<StockEvent> MoveControlled(Stock stock, MoveControlled ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (MissingIn(ask, stock.Key) is { } missing) return new Refusal(RefusalKind.ControlledGoods, State: missing);
        // A step that began while the goods were controlled is carried through.
        if (stock.Recall(CommandIds.Movement(ask.Kind, ask.Id), recalled) is null && facts.Controlled is null) return new Refusal(RefusalKind.NotControlled);
        var decision = ask.Kind switch
        {
            MovementKind.Receipt => Receive(stock, new(
                ask.Id, ask.Quantity, null, ask.Lot, ask.Goods!.ExpiresOn, ask.Goods.MadeOn, ask.Goods.UnitCost, ask.Supplier, null, ask.Goods.Cabinet, ask.Document, LotStatus.Released, null, ask.By), facts, now, recalled),
            MovementKind.ServiceConsumption => Sell(stock, new(ask.Id, ask.Quantity, null, ask.Lot, MovementKind.ServiceConsumption, ask.Document, ask.By, Client: ask.Warrant.Client), facts, now, recalled),
            MovementKind.CustomerReturn => Return(stock, new(ask.Id, ask.Quantity, null, ask.Lot, ReturnDisposition.Stock, ask.Reason, ask.Document, ask.By, Client: ask.Warrant.Client), facts, now, recalled),
            MovementKind.SupplierReturn => ReturnToSupplier(stock, new(ask.Id, ask.Quantity, null, ask.Lot, ask.Supplier, ask.Reason, ask.Document, ask.By), facts, now, recalled),
            MovementKind.Scrap => Scrap(stock, new(ask.Id, ask.Quantity, null, ask.Lot, ask.Reason ?? "", ask.By), facts, now, recalled),
            _ => Count(stock, new(ask.Id, ask.Lot, ask.Quantity, ask.Reason, ask.By), facts, now, recalled),
        };
        return decision with
        {
            Events = decision.Events.IsDefaultOrEmpty ? decision.Events : [.. decision.Events.Select(one => one is StockMoved moved ? moved with { ApprovedBy = ask.Warrant.Second } : one)],
        };
    }

    /// <summary>
    /// What a request of any other kind may do to controlled goods: nothing that holds them or takes them in or out. What has physically happened is recorded
    /// all the same, and what is past its point of no return is carried through: the day's count finds it.
    /// </summary>
    public static Decision<StockEvent> WithoutWarrant(Decision<StockEvent> decision, StockFacts facts)
    {
        if (facts.Controlled is null || decision.Events.IsDefaultOrEmpty) return decision;
        return decision.Events.Any(IsForbidden) ? new Refusal(RefusalKind.ControlledGoods) : decision;
    }

    private static bool IsForbidden(StockEvent happened) => happened switch
    {
        StockReserved or ReservationPinned or ReservationRepinned or LotPlaced => true,
        // What was opened before the goods were controlled is used up by nobody; it may still be scrapped and counted.
        ContainerOpened or ContainerReconstituted or ContainerMoved { Kind: ContainerMoveKind.Use or ContainerMoveKind.Completion } => true,
        StockMoved moved => moved.Kind is not (MovementKind.Fact or MovementKind.TransferIn or MovementKind.LandedCost),
        _ => false,
    };

    private static string? MissingIn(MoveControlled ask, string register) =>
        ask.By.Process != ControlledKind.Instance.Stream(register).ToString() ? "register"
        : ask.Warrant.First.Length == 0 || ask.Warrant.Second.Length == 0 || ask.Warrant.First == ask.Warrant.Second ? "two-people"
        : ask.Kind == MovementKind.ServiceConsumption && (ask.Warrant.Prescription is null || ask.Warrant.Client is null) ? "prescription"
        : ask.Kind == MovementKind.Receipt && ask.Goods is null ? "goods"
        : ask.Kind is MovementKind.Receipt or MovementKind.ServiceConsumption or MovementKind.CustomerReturn or MovementKind.SupplierReturn or MovementKind.Scrap or MovementKind.Count ? null
        : "kind";
}
