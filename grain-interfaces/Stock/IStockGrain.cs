namespace BeautyGrains.Contracts;

/// <summary>Live stock of one SKU in one store. Key: <see cref="StockKey"/>.</summary>
[Alias("bg.IStockGrain")]
public partial interface IStockGrain : IGrainWithStringKey
{
    /// <summary>The position as of now. Null when the store or SKU is unknown.</summary>
    [ReadOnly, Alias("Get")]
    Task<StockView?> Get();

    /// <summary>Holds stock; see <see cref="ReserveStock"/>.</summary>
    [Alias("Reserve")]
    Task<Answer<ReservationView>> Reserve(ReserveStock ask);

    /// <summary>Issues what is reserved, or part of it; the rest is released.</summary>
    [Alias("Commit")]
    Task<Answer<ReservationView>> Commit(CommitReservation ask);

    /// <summary>Gives up a reservation.</summary>
    [Alias("Release")]
    Task<Answer<ReservationView>> Release(ReleaseReservation ask);

    /// <summary>Moves a reservation's end.</summary>
    [Alias("Extend")]
    Task<Answer<ReservationView>> Extend(ExtendReservation ask);

    /// <summary>Pins a reservation to lots anew: after one was blocked, or at the start of a booked service.</summary>
    [Alias("Repin")]
    Task<Answer<ReservationView>> Repin(RepinReservation ask);

    /// <summary>A reservation, open or remembered.</summary>
    [ReadOnly, Alias("GetReservation")]
    Task<Answer<ReservationView>> GetReservation(string id);

    /// <summary>Goods receipt.</summary>
    [Alias("Receive")]
    Task<Answer<MovementView>> Receive(ReceiveStock ask);

    /// <summary>Goods issue without a reservation: a sale or service consumption.</summary>
    [Alias("Sell")]
    Task<Answer<MovementView>> Sell(SellStock ask);

    /// <summary>Goods that a client brings back.</summary>
    [Alias("Return")]
    Task<Answer<MovementView>> Return(ReturnStock ask);

    /// <summary>Goods that go back to the supplier.</summary>
    [Alias("ReturnToSupplier")]
    Task<Answer<MovementView>> ReturnToSupplier(ReturnToSupplier ask);

    /// <summary>A correction of the book by a signed quantity.</summary>
    [Alias("Adjust")]
    Task<Answer<MovementView>> Adjust(AdjustStock ask);

    /// <summary>Takes unusable goods out.</summary>
    [Alias("Scrap")]
    Task<Answer<MovementView>> Scrap(ScrapStock ask);

    /// <summary>Posts the variance between a counted lot and the book.</summary>
    [Alias("Count")]
    Task<Answer<MovementView>> Count(CountLot ask);

    /// <summary>Takes a movement back by a linked counter-movement.</summary>
    [Alias("Reverse")]
    Task<Answer<MovementView>> Reverse(ReverseMovement ask);

    /// <summary>A movement within the memory of ids.</summary>
    [ReadOnly, Alias("GetMovement")]
    Task<Answer<MovementView>> GetMovement(MovementKind kind, string id);

    /// <summary>Changes a lot's status.</summary>
    [Alias("SetLotStatus")]
    Task<Answer<LotView>> SetLotStatus(SetLotStatus ask);

    /// <summary>Records what has physically happened; never refused for lack of stock, raises an incident.</summary>
    [Alias("RecordFact")]
    Task<Answer<FactView>> RecordFact(RecordFact ask);

    /// <summary>Closes the incident that a fact has raised.</summary>
    [Alias("CloseIncident")]
    Task<Answer<IncidentView>> CloseIncident(CloseIncident ask);

    /// <summary>Says who takes care of an open incident.</summary>
    [Alias("AssignIncident")]
    Task<Answer<IncidentView>> AssignIncident(AssignIncident ask);

    /// <summary>Adds to what is known of an open incident.</summary>
    [Alias("CommentIncident")]
    Task<Answer<IncidentView>> CommentIncident(CommentIncident ask);

    /// <summary>Opens a closed incident again.</summary>
    [Alias("ReopenIncident")]
    Task<Answer<IncidentView>> ReopenIncident(ReopenIncident ask);

    /// <summary>Finds book stock for units that had none, or what has put the book right already.</summary>
    [Alias("MatchUnmatched")]
    Task<Answer<UnmatchedMatchView>> MatchUnmatched(MatchUnmatched ask);

    /// <summary>Units without book stock, oldest first.</summary>
    [ReadOnly, Alias("GetUnmatched")]
    Task<ImmutableArray<UnmatchedView>> GetUnmatched();

    /// <summary>What the book had at the moments of a count.</summary>
    [ReadOnly, Alias("CompareCount")]
    Task<Answer<CountComparison>> CompareCount(CompareCount ask);

    /// <summary>Process step: posts what a session has counted of a lot.</summary>
    [Alias("PostCount")]
    Task<Answer<PostedCount>> PostCount(PostCount ask);

    /// <summary>Open incidents and the newest closed ones, oldest first.</summary>
    [ReadOnly, Alias("GetIncidents")]
    Task<ImmutableArray<IncidentView>> GetIncidents();

    /// <summary>How many reservations are open and unexpired.</summary>
    [ReadOnly, Alias("CountOpenReservations")]
    Task<int> CountOpenReservations();

    /// <summary>Process step: suspends a reservation's expiry before a commit that several grains share. May be refused.</summary>
    [Alias("Pin")]
    Task<Answer<ReservationView>> Pin(PinReservation ask);

    /// <summary>Process step: lets a pinned reservation expire again.</summary>
    [Alias("Unpin")]
    Task<Answer<ReservationView>> Unpin(UnpinReservation ask);

    /// <summary>Process step: commits a pinned reservation whole; cannot be refused any more.</summary>
    [Alias("CommitPinned")]
    Task<Answer<ReservationView>> CommitPinned(CommitPinned ask);

    /// <summary>Process step at the source: the pinned reservation leaves as transfer-out and is in transit.</summary>
    [Alias("ShipTransfer")]
    Task<Answer<TransferShipment>> ShipTransfer(ShipTransferLine ask);

    /// <summary>Process step at the destination: announces goods in transit.</summary>
    [Alias("ExpectTransfer")]
    Task<Answer<TransferShipment>> ExpectTransfer(ExpectTransferLine ask);

    /// <summary>Process step at the destination: takes arrived lots in and ends the transit there.</summary>
    [Alias("ReceiveTransfer")]
    Task<Answer<MovementView>> ReceiveTransfer(ReceiveTransferLine ask);

    /// <summary>Process step at the source: ends the transit there.</summary>
    [Alias("CloseTransfer")]
    Task<Answer<TransferShipment>> CloseTransfer(CloseTransferLine ask);

    /// <summary>Step of the register of controlled goods: the only way in which they move. ControlledGoods without a whole warrant, NotControlled.</summary>
    [Alias("MoveControlled")]
    Task<Answer<MovementView>> MoveControlled(MoveControlled ask);

    /// <summary>Process step: adds a cost to the lots that a receipt has filled; see <see cref="AddLotCost"/>.</summary>
    [Alias("AddCost")]
    Task<Answer<MovementView>> AddCost(AddLotCost ask);

    /// <summary>Process step: goods leave without being sold, or to be repacked; see <see cref="IssueStock"/>.</summary>
    [Alias("Issue")]
    Task<Answer<MovementView>> Issue(IssueStock ask);

    /// <summary>Process step: what a repack has made enters; see <see cref="TakeInRepacked"/>.</summary>
    [Alias("TakeInRepacked")]
    Task<Answer<MovementView>> TakeInRepacked(TakeInRepacked ask);

    /// <summary>Moves goods within the store. UnknownLot, UnknownBin, BinUnsuitable, InsufficientAvailable.</summary>
    [Alias("Place")]
    Task<Answer<PlacementView>> Place(PlaceLot ask);

    /// <summary>Goods that were moved within the store, within the memory of ids; UnknownMovement.</summary>
    [ReadOnly, Alias("GetPlacement")]
    Task<Answer<PlacementView>> GetPlacement(string id);
    /// <summary>Process step: blocks a recall's lots, those that are here and those that come later; see <see cref="RecallLots"/>.</summary>
    [Alias("RecallLots")]
    Task<Answer<RecalledStock>> RecallLots(RecallLots ask);

    /// <summary>Process step: a recall counts no longer; its lots stay blocked.</summary>
    [Alias("LiftLots")]
    Task<Answer<RecalledStock>> LiftLots(LiftLots ask);

    /// <summary>What the stock has of goods with these numbers on the pack.</summary>
    [ReadOnly, Alias("GetRecalled")]
    Task<RecalledStock> GetRecalled(EquatableList<string> lotNos, SerialRange? serials);
}
