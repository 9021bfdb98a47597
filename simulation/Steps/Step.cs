using System.Globalization;

namespace BeautyGrains.Simulation;

/// <summary>What a step does.</summary>
internal enum StepKind
{
    Receive,
    Reserve,
    Book,
    Commit,
    CommitPart,
    CommitScans,
    Release,
    Extend,
    Repin,
    Sell,
    Return,
    SupplierReturn,
    Adjust,
    Scrap,
    Count,
    LotStatus,
    Reverse,
    Fact,
    CloseIncident,
    PutSku,
    Look,
    LookReservation,
    PutBasket,
    CommitBasket,
    ReleaseBasket,
    LookBasket,
    PutBatch,
    PutTransfer,
    ShipTransfer,
    ReceiveTransfer,
    CancelTransfer,
    LookTransfer,
    PutBudget,
    DraftOrder,
    SubmitOrder,
    ApproveOrder,
    SendOrder,
    CancelOrder,
    CloseOrder,
    PutReceipt,
    PutRequisition,
    ApproveRequisition,
    AllocateRequisition,
    LookNeed,
    PlanSupply,
    HearLevel,
    ReceiveOwned,
    JoinWaiting,
    LookWaiting,
    AnswerWaiting,
    PutInvoice,
    MoveInvoice,
    PutReturn,
    EndReturn,
    TakeReadings,
    LookZones,
    DecideExcursion,
    TakeControlled,
    Prescribe,
    OpenContainer,
    OnContainer,
    SweepContainers,
    PutRecall,
    OpenCount,
    OnCount,
    Complain,
    MoveFeedback,
    MoveUnits,
    SeeUnit,
    SendUnits,
    PlaceGoods,
    PutIssue,
    ReverseIssue,
    PutRepack,
    UndoRepack,
    MixCosmetics,
    PutPickList,
    OnPickList,
    Again,
    OtherBody,
    Sweep,
    Wait,
    Night,
    Skew,
    LateTimers,
    Crash,
    Restart,
    DiskFault,
    SlowDisk,
    FullQueue,
    MessageFault,
    Stop,
    Forget,
    Rush,
}

/// <summary>
/// One step of a schedule. It says everything itself, and names others only by their number, so that a schedule stays one when steps are left out.
/// </summary>
/// <param name="Id">From 1; ids of what it makes are made from it.</param>
/// <param name="Node">Whom it asks or what it befalls.</param>
/// <param name="Ref">The step whose thing it is about; 0 for none.</param>
/// <param name="Quantity">In the base unit.</param>
/// <param name="A">What it means depends on the kind.</param>
/// <param name="B">What it means depends on the kind.</param>
/// <param name="Turns">How far it is let run before the next step; below 0 to rest.</param>
/// <param name="Millis">How much time passes after it.</param>
internal sealed record Step(int Id, StepKind Kind, int Node, int Store, int Sku, int Ref, decimal Quantity, int A, int B, int Turns, int Millis)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"#{Id} {Kind} n{Node} s{Store}/k{Sku} ref={Ref} q={Quantity} a={A} b={B} turns={Turns} ms={Millis}");
}
