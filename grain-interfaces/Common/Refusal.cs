namespace BeautyGrains.Contracts;

/// <summary>The rules that can refuse a request. Each has a problem type at the HTTP edge.</summary>
[GenerateSerializer, Alias("bg.RefusalKind")]
public enum RefusalKind
{
    /// <summary>A field breaks a rule of form; Field and Rule say which.</summary>
    Validation,
    /// <summary>The store does not exist.</summary>
    UnknownStore,
    /// <summary>The SKU does not exist.</summary>
    UnknownSku,
    /// <summary>No reservation with that id, or its memory has ended.</summary>
    UnknownReservation,
    /// <summary>No movement with that id, or its memory has ended.</summary>
    UnknownMovement,
    /// <summary>The lot is not in this stock.</summary>
    UnknownLot,
    /// <summary>No incident with that id.</summary>
    UnknownIncident,
    /// <summary>No basket with that id.</summary>
    UnknownBasket,
    /// <summary>No transfer with that id.</summary>
    UnknownTransfer,
    /// <summary>No key with that id.</summary>
    UnknownKey,
    /// <summary>The id was used for another request.</summary>
    IdReused,
    /// <summary>Less is available than asked; Available says how much.</summary>
    InsufficientAvailable,
    /// <summary>The thing is in a state that does not allow this; State says which.</summary>
    InvalidState,
    /// <summary>A pinned or named lot is quarantined, held, recalled or expired; Lot and State say which. Re-pin or name another lot.</summary>
    LotBlocked,
    /// <summary>The lot number stands in this stock with another expiry.</summary>
    LotExpiryDiffers,
    /// <summary>Goods of this category need the scanned lots in the commit.</summary>
    ScanRequired,
    /// <summary>The units of a SKU cannot change while reservations on it are open.</summary>
    UnitChangeWhileReserved,
    /// <summary>The reservation was made in a base unit that is no longer the SKU's.</summary>
    UnitChanged,
    /// <summary>The quantity is not a multiple of the smallest step or of a pack that must not be broken; Rule says which.</summary>
    QuantityStep,
    /// <summary>The SKU is inactive.</summary>
    Inactive,
    /// <summary>If-Match named a version that is no longer the newest.</summary>
    StaleVersion,
    /// <summary>Cold goods arrive with transport readings only.</summary>
    TransportReadingsRequired,
    /// <summary>Some lines of a basket, transfer or batch were refused; Lines say which and why.</summary>
    LinesRefused,
    /// <summary>The movement has been reversed already, or is a reversal itself.</summary>
    NotReversible,
    /// <summary>The administrator's own key cannot be revoked by itself.</summary>
    LastAdministrator,
    /// <summary>The SKU has no replenishment policy in the store.</summary>
    UnknownPolicy,
    /// <summary>No whole day of the SKU's demand in the store is known.</summary>
    NoDemandKnown,
    /// <summary>No supplier with that id.</summary>
    UnknownSupplier,
    /// <summary>No contract with that id.</summary>
    UnknownContract,
    /// <summary>No purchase order with that id.</summary>
    UnknownPurchaseOrder,
    /// <summary>No receipt with that id.</summary>
    UnknownReceipt,
    /// <summary>The supplier is inactive.</summary>
    SupplierInactive,
    /// <summary>The supplier lacks a mandatory qualification; Rule says which kind, State whether it is missing, expired or not yet valid.</summary>
    SupplierNotQualified,
    /// <summary>The product's registration is missing, cancelled, expired or not yet valid; State says which.</summary>
    ProductNotRegistered,
    /// <summary>No licence of the store covers the goods' category; State says whether it is missing, expired or not yet valid.</summary>
    StoreNotLicensed,
    /// <summary>Nobody has put an exchange rate for the currency; State names it.</summary>
    NoExchangeRate,
    /// <summary>More would be received than ordered, beyond the tolerance; Available says how much may still come.</summary>
    OverDelivery,
    /// <summary>No person with that id.</summary>
    UnknownPerson,
    /// <summary>Another person has to approve; State names the kind of approval.</summary>
    ApproverNeeded,
    /// <summary>Nobody approves what is their own.</summary>
    ApproverIsAuthor,
    /// <summary>The approver does not cover the Store, or has no limit that high; State is "store" or "limit".</summary>
    ApproverNotEntitled,
    /// <summary>No budget for that store, category and month.</summary>
    UnknownBudget,
    /// <summary>The budget has no commitment with that reference.</summary>
    UnknownCommitment,
    /// <summary>No requisition with that id.</summary>
    UnknownRequisition,
    /// <summary>The budget has less left than asked; Available says how much, in minor units, below 0 when it is exceeded already.</summary>
    BudgetExceeded,
    /// <summary>There has never been an alert with that id.</summary>
    UnknownAlert,
    /// <summary>No alert policy with that id.</summary>
    UnknownAlertPolicy,
    /// <summary>No endpoint for alerts with that id.</summary>
    UnknownWebhook,
    /// <summary>No landed cost with that id.</summary>
    UnknownLandedCost,
    /// <summary>Nobody has weighed the SKU, so that nothing can be shared out by weight; Sku names it.</summary>
    WeightMissing,
    /// <summary>Nobody waits or waited under that id.</summary>
    UnknownWaiting,
    /// <summary>The client waits for the SKU in the store already; State is the id.</summary>
    AlreadyWaiting,
    /// <summary>There is enough, and nobody waits for it; Available says how much.</summary>
    StockAvailable,
    /// <summary>The owner has no settlement with that id.</summary>
    UnknownSettlement,
    /// <summary>No invoice of that supplier with that number.</summary>
    UnknownInvoice,
    /// <summary>No supplier return with that id.</summary>
    UnknownSupplierReturn,
    /// <summary>No document with that id.</summary>
    UnknownDocument,
    /// <summary>Another return is credited by the note with that number; State is its id.</summary>
    CreditNumberUsed,
    /// <summary>The store has no zone of that name.</summary>
    UnknownZone,
    /// <summary>The zone has no excursion with that id that has put goods into quarantine.</summary>
    UnknownExcursion,
    /// <summary>No count session with that id.</summary>
    UnknownCountSession,
    /// <summary>The session is assigned to others.</summary>
    CounterNotAssigned,
    /// <summary>Whoever counted something counts it not again; Lines name what.</summary>
    CounterIsTheSame,
    /// <summary>The stock has no units without book stock by that id.</summary>
    UnknownUnmatched,
    /// <summary>Fields of the chain's own that the document must have are missing; Rule names them, with commas between.</summary>
    FieldsMissing,
    /// <summary>No open container with that id, or the memory of its end has ended.</summary>
    UnknownContainer,
    /// <summary>The catalogue does not say how the SKU is used once it is opened.</summary>
    NotOpenable,
    /// <summary>The container may not be used so; State is "past-use-by", "other-client", "client-required", "not-reconstituted" or "not-for-reconstitution".</summary>
    ContainerRefused,
    /// <summary>No issue without sale with that id.</summary>
    UnknownIssue,
    /// <summary>No cost account of that code counts on the day.</summary>
    UnknownCostAccount,
    /// <summary>The store's quota of the month has less left than asked; Available says how much, in the base unit or in minor units; State is "quantity", "value" or "no-price".</summary>
    IssueQuotaExceeded,
    /// <summary>No recipe with that id, or none of its bills counts on the day.</summary>
    UnknownRecipe,
    /// <summary>No repack with that id.</summary>
    UnknownRepack,
    /// <summary>Goods of a category may not be repacked so; Sku names one, State is "split", "kit" or "mix", or "owners-differ".</summary>
    RepackNotAllowed,
    /// <summary>The store has no bin of that name, or the lot does not lie in it.</summary>
    UnknownBin,
    /// <summary>The goods may not lie in the bin; State is "storage-class" or "inactive".</summary>
    BinUnsuitable,
    /// <summary>No pick list with that id.</summary>
    UnknownPickList,
    /// <summary>The goods are controlled: only the steps of their register move them. State may say what was missing there.</summary>
    ControlledGoods,
    /// <summary>The goods are not controlled today, or no class's row counts; State says which.</summary>
    NotControlled,
    /// <summary>A step needs two people, each signed in; State says what is wrong: "first", "second", "same-person", "role" or "store".</summary>
    TwoPeopleNeeded,
    /// <summary>No prescription with that number.</summary>
    UnknownPrescription,
    /// <summary>The prescription does not cover this; State says why: "void", "expired", "not-yet-valid", "other-client", "other-sku", "too-long".</summary>
    PrescriptionRefused,
    /// <summary>Less is left on the prescription than asked; Available says how much.</summary>
    PrescriptionExhausted,
    /// <summary>The store has no active double-lock zone of that name; State says what is wrong: "unknown", "inactive" or "not-double-lock".</summary>
    DoubleLockNeeded,
    /// <summary>Nothing of that id was issued that is not accounted for.</summary>
    UnknownControlledIssue,
    /// <summary>The register has no entry of that id whose difference is to be explained.</summary>
    NothingToExplain,
    /// <summary>The register of that store and SKU has no entry.</summary>
    UnknownRegister,
    /// <summary>No recall with that id.</summary>
    UnknownRecall,
    /// <summary>The client is not on the recall's list.</summary>
    UnknownRecallClient,
    /// <summary>Something of the recall is still untold; State says what (ledgers, clients, stock, containers, in-transit), Available how much.</summary>
    RecallNotDone,
    /// <summary>Records would be kept for less long than they must be already; State names their kind.</summary>
    RetentionShortened,
    /// <summary>No template of rounds with that id.</summary>
    UnknownRoundTemplate,
    /// <summary>No round of the store with that id.</summary>
    UnknownRound,
    /// <summary>No action of that round and item that is open, or was closed not long ago.</summary>
    UnknownRoundAction,
    /// <summary>Units of the SKU have serials: exactly as many must be named as units move. Lot says of which lot, where it is one.</summary>
    SerialsRequired,
    /// <summary>The unit is not here, or in another lot; State is its serial, Lot where it is.</summary>
    UnitNotHere,
    /// <summary>The unit is known already; Store says where, State by which movement.</summary>
    UnitElsewhere,
    /// <summary>Units of the SKU have no serials.</summary>
    NotSerialised,
    /// <summary>Implants land on a client's file: the client must be named.</summary>
    ClientRequired,
    /// <summary>Nobody of the chain has ever had a unit of that serial.</summary>
    UnknownUnit,
    /// <summary>No client with that number.</summary>
    UnknownClient,
    /// <summary>Another account holder has the phone. Nothing is said of who that is.</summary>
    PhoneTaken,
    /// <summary>No feedback with that id.</summary>
    UnknownFeedback,
    /// <summary>The authority has to be told of the case before it is closed.</summary>
    FeedbackNotReported,
}

/// <summary>A business "no". It changes nothing.</summary>
/// <param name="Field">With Validation: the field as in the request, such as "quantity" or "lines[2].sku".</param>
/// <param name="Rule">The rule broken, in kebab case, such as "must-be-positive".</param>
/// <param name="Available">In the SKU's base unit; with budgets in minor units.</param>
/// <param name="Lot">The lot concerned.</param>
/// <param name="State">The state found, in kebab case.</param>
/// <param name="Lines">Per line, for baskets, transfers and batches.</param>
[GenerateSerializer, Immutable, Alias("bg.Refusal")]
public sealed record Refusal(
    RefusalKind Kind,
    string? Field = null,
    string? Rule = null,
    string? Store = null,
    string? Sku = null,
    decimal? Available = null,
    string? Lot = null,
    string? State = null,
    ImmutableArray<LineRefusal> Lines = default)
{
    /// <summary>A field breaks a rule of form.</summary>
    public static Refusal Invalid(string field, string rule) => new(RefusalKind.Validation, Field: field, Rule: rule);

    /// <summary>Less is available than asked.</summary>
    public static Refusal Insufficient(decimal available) => new(RefusalKind.InsufficientAvailable, Available: available);

    /// <summary>The state does not allow this.</summary>
    public static Refusal NotIn(string state) => new(RefusalKind.InvalidState, State: state);
}

/// <summary>One line's refusal.</summary>
/// <param name="Store">With items of a batch, which may stand in several stores; else null.</param>
/// <param name="Id">The reservation id of a batch's item; else null.</param>
[GenerateSerializer, Immutable, Alias("bg.LineRefusal")]
public sealed record LineRefusal(string Sku, Refusal Refusal, string? Store = null, string? Id = null);
