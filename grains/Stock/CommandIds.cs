namespace BeautyGrains.Grains;

/// <summary>The names under which commands of a stock are remembered: "kind/id".</summary>
public static class CommandIds
{
    private const string Barred = "bar/";

    /// <summary>A reservation's, from reserve to its end.</summary>
    public static string Reservation(string id) => "reservation/" + id;

    /// <summary>An extension's, where the caller gave it an id.</summary>
    public static string Extension(string reservation, string request) => $"extension/{reservation}/{request}";

    /// <summary>The mark that an attempt of a process to reserve under an id is over.</summary>
    public static string Bar(string process, string reservation) => $"{Barred}{process}/{reservation}";

    /// <summary>True for ids made by <see cref="Bar"/>: messages are late by minutes, so that nobody asks for them after filters are gone.</summary>
    public static bool IsBar(string command) => command.StartsWith(Barred, StringComparison.Ordinal);

    /// <summary>A fact's.</summary>
    public static string Fact(string id) => "fact/" + id;

    /// <summary>The closing of an incident.</summary>
    public static string Incident(string id) => "incident/" + id;

    /// <summary>Goods moved within the store.</summary>
    public static string Place(string id) => "place/" + id;
    /// <summary>A comment on an incident.</summary>
    public static string Comment(string incident, string id) => $"incident-comment/{incident}/{id}";

    /// <summary>A match of units without book stock.</summary>
    public static string Match(string id) => "match/" + id;

    /// <summary>The ledger's entry of a match; apart from facts, so that both may have the same id.</summary>
    public static string MatchMovement(string id) => "match:" + id;

    /// <summary>A transfer's shipment at the source.</summary>
    public static string Ship(string transfer) => "transfer-ship/" + transfer;

    /// <summary>A transfer's announcement at the destination.</summary>
    public static string Expect(string transfer) => "transfer-expect/" + transfer;

    /// <summary>The end of a transfer at the source.</summary>
    public static string Close(string transfer) => "transfer-close/" + transfer;

    /// <summary>A coding of units.</summary>
    public static string Coding(string id) => "coding/" + id;

    /// <summary>A container's, from its opening to its end.</summary>
    public static string Container(string id) => "container/" + id;

    /// <summary>A change of a container's content; facts have ids of the stock.</summary>
    public static string ContainerMove(string container, string id) => $"container-move/{container}/{id}";

    /// <summary>The mark that a movement was taken back.</summary>
    public static string Reversed(string movement) => "reversed/" + movement;

    /// <summary>A movement with an id of its own.</summary>
    public static string Movement(MovementKind kind, string id) => kind switch
    {
        MovementKind.Receipt => "receipt/",
        MovementKind.Sale or MovementKind.ServiceConsumption => "sale/",
        MovementKind.CustomerReturn => "return/",
        MovementKind.SupplierReturn => "supplier-return/",
        MovementKind.Adjustment => "adjustment/",
        MovementKind.Scrap => "scrap/",
        MovementKind.TransferOut => "transfer-out/",
        MovementKind.TransferIn => "transfer-in/",
        MovementKind.Count => "count/",
        MovementKind.Reversal => "reversal/",
        MovementKind.Fact => "fact-movement/",
        MovementKind.LandedCost => "landed-cost/",
        MovementKind.Opening => "opening/",
        MovementKind.Gift => "gift/",
        MovementKind.Sample => "sample/",
        MovementKind.Tester => "tester/",
        MovementKind.InternalUse => "internal-use/",
        MovementKind.Training => "training/",
        MovementKind.StaffPurchase => "staff-purchase/",
        MovementKind.RepackOut => "repack-out/",
        MovementKind.RepackIn => "repack-in/",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    } + id;

    /// <summary>The id under which goods that came back leave again at once.</summary>
    public static string ScrapOf(string customerReturn) => customerReturn + ":scrap";

    /// <summary>The goods issue of a reservation; apart from sales, so that both may have the same id.</summary>
    public static string Issue(string reservation) => "issue/" + reservation;

    /// <summary>Where a movement may be remembered, the likelier first.</summary>
    public static ImmutableArray<string> OfMovement(MovementKind kind, string id) =>
        kind is MovementKind.Sale or MovementKind.ServiceConsumption ? [Movement(kind, id), Issue(id)] : [Movement(kind, id)];

    /// <summary>The command that an event answers, or null.</summary>
    public static CommandRef? Of(StockEvent happened) => happened switch
    {
        StockReserved reserved => new(Reservation(reserved.Id), reserved.BodyHash),
        ReservationExtended { RequestId: { } request } extended => new(Extension(extended.Id, request), extended.BodyHash!),
        ReservationBarred barred => new(Bar(barred.Process, barred.Id), ""),
        ReservationEnded ended => new(Reservation(ended.Id), ended.BodyHash),
        StockMoved { Kind: MovementKind.Sale or MovementKind.ServiceConsumption, Reservation: { } reservation } issued => new(Issue(reservation), issued.BodyHash),
        StockMoved moved => new(Movement(moved.Kind, moved.Id), moved.BodyHash),
        MovementReversed reversed => new(Reversed(reversed.Movement), reversed.Reversal),
        LotPlaced placed => new(Place(placed.Id), placed.BodyHash),
        FactRecorded fact => new(Fact(fact.Id), fact.BodyHash),
        IncidentClosed closed => new(Incident(closed.Id), closed.BodyHash),
        IncidentCommented comment => new(Comment(comment.Id, comment.CommentId), comment.Text),
        UnmatchedMatched matched => new(Match(matched.Id), matched.BodyHash),
        OutboundTransitOpened shipped => new(Ship(shipped.TransferId), shipped.BodyHash),
        OutboundTransitClosed closed => new(Close(closed.TransferId), ""),
        InboundTransitOpened expected => new(Expect(expected.TransferId), expected.BodyHash),
        UnitsCoded coded => new(Coding(coded.Id), coded.BodyHash),
        ContainerOpened opened => new(Container(opened.Id), opened.BodyHash),
        ContainerMoved { Kind: ContainerMoveKind.Spill or ContainerMoveKind.Treatment } told => new(Fact(told.Id), told.BodyHash),
        ContainerMoved changed => new(ContainerMove(changed.Container, changed.Id), changed.BodyHash),
        ContainerClosed closed => new(Container(closed.Id), closed.Container.BodyHash),
        _ => null,
    };
}
