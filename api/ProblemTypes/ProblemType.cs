namespace BeautyGrains.Api;

/// <summary>Every kind of problem that an answer can be; each has a row in <see cref="ProblemTable"/> and a page at its own address.</summary>
internal enum ProblemType
{
    Validation,
    BadRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    BodyTooLarge,
    UnsupportedMediaType,
    UnknownStore,
    UnknownSku,
    UnknownReservation,
    UnknownMovement,
    UnknownLot,
    UnknownIncident,
    UnknownBasket,
    UnknownTransfer,
    UnknownKey,
    IdReused,
    InsufficientAvailable,
    InvalidState,
    LotBlocked,
    LotExpiryDiffers,
    ScanRequired,
    UnitChangeWhileReserved,
    UnitChanged,
    QuantityStep,
    Inactive,
    StaleVersion,
    TransportReadingsRequired,
    LinesRefused,
    NotReversible,
    LastAdministrator,
    UnknownPolicy,
    NoDemandKnown,
    UnknownSupplier,
    UnknownContract,
    UnknownPurchaseOrder,
    UnknownReceipt,
    SupplierInactive,
    SupplierNotQualified,
    ProductNotRegistered,
    StoreNotLicensed,
    NoExchangeRate,
    OverDelivery,
    UnknownLandedCost,
    WeightMissing,
    UnknownInvoice,
    UnknownSupplierReturn,
    FieldsMissing,
    UnknownPerson,
    ApproverNeeded,
    ApproverIsAuthor,
    ApproverNotEntitled,
    ApproverUnknown,
    UnknownBudget,
    UnknownCommitment,
    UnknownRequisition,
    BudgetExceeded,
    UnknownAlert,
    UnknownAlertPolicy,
    UnknownWebhook,
    UnknownWaiting,
    AlreadyWaiting,
    StockAvailable,
    UnknownSettlement,
    UnknownDocument,
    CreditNumberUsed,
    UnknownZone,
    UnknownExcursion,
    UnknownContainer,
    NotOpenable,
    ContainerRefused,
    UnknownIssue,
    UnknownCostAccount,
    IssueQuotaExceeded,
    UnknownRecipe,
    UnknownRepack,
    RepackNotAllowed,
    UnknownBin,
    BinUnsuitable,
    UnknownPickList,
    Busy,
    NotWritten,
    OutcomeUnknown,
    BackupFailed,
    ListsNotReady,
    Internal,
}

/// <summary>One row of the table of problems.</summary>
/// <param name="Slug">Last part of the type's address, such as "insufficient-available".</param>
/// <param name="Retryable">The same request may succeed later without a change.</param>
/// <param name="TitleEn">A few words.</param>
/// <param name="DetailEn">What it means and what to do; {available}, {state}, {rule} and {lot} stand for what was found.</param>
internal sealed record ProblemRow(ProblemType Type, string Slug, int Status, bool Retryable, string TitleEn, string TitleZh, string DetailEn, string DetailZh)
{
    /// <summary>The type's address.</summary>
    public string Address => "/problems/" + Slug;

    public string Title(Http.Language language) => language == Http.Language.Zh ? TitleZh : TitleEn;

    public string Detail(Http.Language language) => language == Http.Language.Zh ? DetailZh : DetailEn;
}
