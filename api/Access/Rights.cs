using System.Collections.Frozen;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Access;

/// <summary>Who may make a call: any of these. Administrators may make every call that is somebody's.</summary>
[Flags]
internal enum Who
{
    /// <summary>Nobody but administrators.</summary>
    Administrator = 0,
    /// <summary>Everybody, without a key.</summary>
    Anyone = 1 << 0,
    /// <summary>Terminals' keys.</summary>
    Terminal = 1 << 1,
    /// <inheritdoc cref="PersonRole.Cashier" />
    Cashier = 1 << 2,
    /// <inheritdoc cref="PersonRole.Therapist" />
    Therapist = 1 << 3,
    /// <inheritdoc cref="PersonRole.Nurse" />
    Nurse = 1 << 4,
    /// <inheritdoc cref="PersonRole.Physician" />
    Physician = 1 << 5,
    /// <inheritdoc cref="PersonRole.Pharmacist" />
    Pharmacist = 1 << 6,
    /// <inheritdoc cref="PersonRole.Buyer" />
    Buyer = 1 << 7,
    /// <inheritdoc cref="PersonRole.Warehouse" />
    Warehouse = 1 << 8,
    /// <inheritdoc cref="PersonRole.Quality" />
    Quality = 1 << 9,
    /// <inheritdoc cref="PersonRole.StoreManager" />
    StoreManager = 1 << 10,
    /// <inheritdoc cref="PersonRole.RegionalManager" />
    RegionalManager = 1 << 11,
    /// <inheritdoc cref="PersonRole.Finance" />
    Finance = 1 << 12,
    /// <inheritdoc cref="PersonRole.Operations" />
    Operations = 1 << 13,
    /// <inheritdoc cref="PersonRole.Auditor" />
    Auditor = 1 << 14,

    /// <summary>All keys.</summary>
    Everyone = Terminal | Floor | Goods | Office | Auditor,
    /// <summary>Who serves clients.</summary>
    Floor = Terminal | Cashier | Therapist | Nurse | Physician | Pharmacist | StoreManager,
    /// <summary>Who handles goods.</summary>
    Goods = Terminal | Warehouse | Pharmacist | Quality | StoreManager,
    /// <summary>Who steers.</summary>
    Office = Buyer | Quality | StoreManager | RegionalManager | Finance | Operations,
}

/// <summary>The right that stands on an endpoint.</summary>
/// <param name="IsPage">It is no operation of the API, so that what stands in its path need not have the form of an id.</param>
/// <param name="WholeChain">It concerns all stores, so that whoever is bound to some may not make it.</param>
internal sealed record Right(Who Who, bool IsPage = false, bool WholeChain = false);

/// <summary>The one table of rights: operation by operation. An endpoint without a row does not start.</summary>
internal static partial class Rights
{
    private static readonly Right s_everyone = new(Who.Everyone);
    private static readonly Right s_floor = new(Who.Floor);
    private static readonly Right s_goods = new(Who.Goods);
    private static readonly Right s_orders = new(Who.Buyer | Who.StoreManager | Who.RegionalManager | Who.Operations);
    private static readonly Right s_acting = new(Who.Floor | Who.Goods | Who.Office);
    private static readonly Right s_administrator = new(Who.Administrator);
    private static readonly Right s_access = new(Who.Administrator, WholeChain: true);
    // An invoice may bill goods of several stores, and suppliers are the chain's.
    private static readonly Right s_bills = new(Who.Buyer | Who.Finance | Who.Operations, WholeChain: true);
    private static readonly Right s_readsBills = new(Who.Buyer | Who.RegionalManager | Who.Finance | Who.Operations | Who.Auditor, WholeChain: true);
    private static readonly Right s_masters = new(Who.Operations, WholeChain: true);

    /// <summary>Rows by operation id.</summary>
    public static FrozenDictionary<string, Right> Table { get; } = Rows().ToFrozenDictionary(StringComparer.Ordinal);

    private static Dictionary<string, Right> Rows() => new[] { Masters(), Stock(), Reservations(), Processes(), Planning(), Alerts(), Buying(), Budgets(), Requisitions(), Access(), House(), Owners(), Counting(), Conditions(), Traces(), Controlled(), Recalls(), Feedback(), Places(), Clients() }
        .SelectMany(rows => rows).ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);

    private static Dictionary<string, Right> Masters() => new()
    {
        ["PutStore"] = s_masters,
        ["GetStore"] = s_everyone,
        ["ListStores"] = s_everyone,
        ["PutSku"] = s_masters,
        ["GetSku"] = s_everyone,
        ["ListSkus"] = s_everyone,
        ["GetAvailability"] = s_everyone,
        ["ReadScan"] = s_everyone,

        ["PutCustomField"] = s_access,
        ["ListCustomFields"] = s_everyone,
        // Whoever may write what they belong to; see CustomAccess.
        ["PutCustomValues"] = s_acting,
        ["GetCustomValues"] = s_everyone,
        ["GetCustomHistory"] = s_everyone,
        ["ListCustomValues"] = s_everyone,

        // Whoever may read or write what they belong to; see DocumentAccess.
        ["PutDocument"] = s_acting,
        ["GetDocument"] = s_everyone,
        ["GetDocumentContent"] = s_everyone,
        ["AttachDocument"] = s_acting,
        ["DetachDocument"] = s_acting,
        ["ListDocuments"] = s_everyone,

        ["ListStock"] = s_everyone,
        ["ListLots"] = s_everyone,
        ["ListReservations"] = s_everyone,
    };

    private static Dictionary<string, Right> Stock() => new()
    {
        ["GetStock"] = s_everyone,
        ["GetLedger"] = s_everyone,
        ["ReceiveStock"] = s_goods,
        ["SellStock"] = s_floor,
        ["ConsumeStock"] = s_floor,
        ["ReturnStock"] = new(Who.Floor | Who.Goods),
        ["ReturnToSupplier"] = new(Who.Goods | Who.Buyer),
        ["AdjustStock"] = s_goods,
        ["ScrapStock"] = new(Who.Floor | Who.Goods),
        ["CountLot"] = new(Who.Floor | Who.Goods),
        ["ReverseMovement"] = new(Who.StoreManager | Who.RegionalManager | Who.Finance | Who.Operations),
        ["GetReceipt"] = s_everyone,
        ["GetSale"] = s_everyone,
        ["GetConsumption"] = s_everyone,
        ["GetReturn"] = s_everyone,
        ["GetSupplierReturn"] = s_everyone,
        ["GetAdjustment"] = s_everyone,
        ["GetScrap"] = s_everyone,
        ["GetCount"] = s_everyone,
        ["GetReversal"] = s_everyone,
        ["RecordFact"] = new(Who.Floor | Who.Goods),
        ["GetFact"] = s_everyone,
        ["ListIncidents"] = s_everyone,
        ["CloseIncident"] = new(Who.Goods | Who.RegionalManager | Who.Operations),
        ["SetLotStatus"] = new(Who.Quality),

        ["CodeUnits"] = s_goods,
        ["ListUnits"] = s_everyone,
        ["GetUnit"] = s_everyone,
        ["SettleDiversion"] = new(Who.Quality | Who.StoreManager | Who.RegionalManager | Who.Operations),

        ["OpenContainer"] = new(Who.Floor | Who.Goods),
        ["GetContainer"] = s_everyone,
        ["OfferContainers"] = s_everyone,
        ["ReconstituteContainer"] = s_floor,
        ["UseContainer"] = s_floor,
        ["ScrapContainer"] = new(Who.Floor | Who.Goods),
        ["CountContainer"] = new(Who.Floor | Who.Goods),
        ["RecordContainerFact"] = new(Who.Floor | Who.Goods),
        ["ScrapExpiredContainers"] = new(Who.Floor | Who.Goods),
        ["ListContainerMoves"] = s_everyone,
        ["GetContainerLabel"] = s_everyone,
        ["ListContainers"] = s_everyone,
    };

    private static Dictionary<string, Right> Reservations() => new()
    {
        ["ReserveStock"] = s_floor,
        ["GetReservation"] = s_everyone,
        ["CommitReservation"] = s_floor,
        ["ReleaseReservation"] = s_floor,
        ["ExtendReservation"] = s_floor,
        ["RepinReservation"] = s_floor,
        ["ReserveBatch"] = s_floor,

        ["JoinWaitingList"] = s_floor,
        ["GetWaiting"] = s_everyone,
        ["ListWaiting"] = s_everyone,
        ["GetPromise"] = s_everyone,
        ["AcceptOffer"] = s_floor,
        ["DeclineOffer"] = s_floor,
        ["LeaveWaitingList"] = s_floor,

        ["PutBasket"] = s_floor,
        ["GetBasket"] = s_everyone,
        ["CommitBasket"] = s_floor,
        ["ReleaseBasket"] = s_floor,
    };

    private static Dictionary<string, Right> Alerts() => new()
    {
        ["ListAlerts"] = s_everyone,
        ["GetAlert"] = s_everyone,
        ["StreamAlerts"] = s_everyone,
        ["AcknowledgeAlert"] = s_acting,
        ["ResolveAlert"] = s_acting,
        ["SnoozeAlert"] = s_acting,
        ["AssignAlert"] = s_acting,
        ["ListAlertPolicies"] = s_everyone,
        ["PutAlertPolicy"] = s_masters,
        ["RemoveAlertPolicy"] = s_masters,

        ["ListWebhooks"] = s_access,
        ["GetWebhook"] = s_access,
        ["PutWebhook"] = s_access,
        ["RemoveWebhook"] = s_access,
        ["ListWebhookMessages"] = s_access,
        ["ReplayWebhook"] = s_access,
        ["TestWebhook"] = s_access,
    };

    private static Dictionary<string, Right> Planning() => new()
    {
        ["GetDemand"] = s_everyone,
        ["GetForecast"] = s_everyone,
        ["PutReplenishment"] = new(Who.Buyer | Who.RegionalManager | Who.Operations),
        ["GetReplenishment"] = s_everyone,
        ["ListReplenishments"] = s_everyone,
        ["ListClasses"] = s_everyone,
        ["ListCountPlan"] = s_everyone,
        ["PutControlPolicy"] = s_access,
        ["GetControlPolicy"] = s_everyone,
        ["RunReplenishment"] = new(Who.Buyer | Who.Operations, WholeChain: true),
        ["GetSupplyPlan"] = new(Who.Buyer | Who.RegionalManager | Who.Finance | Who.Operations | Who.Auditor, WholeChain: true),
    };

    private static Dictionary<string, Right> Processes() => new()
    {
        ["PutTransfer"] = new(Who.Goods | Who.RegionalManager | Who.Operations),
        ["GetTransfer"] = s_everyone,
        ["ShipTransfer"] = s_goods,
        ["ReceiveTransfer"] = s_goods,
        ["CancelTransfer"] = new(Who.Goods | Who.RegionalManager | Who.Operations),
    };

    private static Dictionary<string, Right> Budgets()
    {
        var reads = new Right(Who.Office | Who.Auditor);
        var commits = new Right(Who.Buyer | Who.StoreManager | Who.RegionalManager | Who.Finance | Who.Operations);
        return new()
        {
            ["PutBudget"] = new(Who.Finance | Who.Operations),
            ["GetBudget"] = reads,
            ["ListBudgets"] = reads,
            ["CommitBudget"] = commits,
            ["GetCommitment"] = reads,
            ["ReleaseCommitment"] = commits,
            ["SpendCommitment"] = commits,
        };
    }

    private static Dictionary<string, Right> Requisitions()
    {
        var asks = new Right(Who.Floor | Who.Warehouse | Who.RegionalManager | Who.Operations);
        // Who may approve is a matter of limits; the rest stays out.
        var decides = new Right(Who.StoreManager | Who.RegionalManager | Who.Warehouse | Who.Buyer | Who.Finance | Who.Operations);
        var allocates = new Right(Who.Warehouse | Who.StoreManager | Who.Operations);
        return new()
        {
            ["PutRequisition"] = asks,
            ["GetRequisition"] = s_everyone,
            ["ListRequisitions"] = s_everyone,
            ["SubmitRequisition"] = asks,
            ["ApproveRequisition"] = decides with { Who = decides.Who | Who.Terminal },
            ["RejectRequisition"] = decides,
            ["CancelRequisition"] = asks,
            ["AllocateRequisition"] = allocates,
            ["ShareOut"] = allocates,
            ["ListNeeds"] = new(Who.Office | Who.Warehouse | Who.Auditor),
            ["SettleNeed"] = new(Who.Buyer | Who.Warehouse | Who.Operations),
        };
    }

    private static Dictionary<string, Right> Recalls() => new()
    {
        ["PutRecallPolicy"] = new(Who.Quality | Who.Operations, WholeChain: true),
        ["GetRecallPolicy"] = s_everyone,
        ["PutRecall"] = new(Who.Quality, WholeChain: true),
        ["GetRecall"] = s_everyone,
        ["ListRecalls"] = s_everyone,
        ["GetRecallStock"] = s_everyone,
        ["ListRecallClients"] = new(Who.Floor | Who.Quality | Who.RegionalManager | Who.Operations | Who.Auditor),
        ["NotifyRecallClient"] = new(Who.Floor | Who.Quality | Who.Operations),
        ["RecoverRecallClient"] = new(Who.Floor | Who.Quality | Who.Operations),
        ["ReportRecall"] = new(Who.Quality, WholeChain: true),
        ["CloseRecall"] = new(Who.Quality, WholeChain: true),
        ["LiftRecall"] = new(Who.Quality, WholeChain: true),
    };

    private static Dictionary<string, Right> Counting()
    {
        var runs = new Right(Who.Goods | Who.RegionalManager | Who.Operations);
        var reviews = new Right(Who.Quality | Who.StoreManager | Who.RegionalManager | Who.Finance | Who.Operations);
        var watches = new Right(Who.Goods | Who.RegionalManager | Who.Operations);
        return new()
        {
            ["OpenCountSession"] = runs,
            ["GetCountSession"] = s_everyone,
            ["ListCountSessions"] = s_everyone,
            ["AssignCountSession"] = runs,
            ["SubmitCounts"] = new(Who.Floor | Who.Goods),
            ["FinishCountSession"] = new(Who.Floor | Who.Goods | Who.RegionalManager | Who.Operations),
            ["RecountSession"] = reviews,
            ["ApproveCountSession"] = reviews with { Who = reviews.Who | Who.Terminal },
            ["CancelCountSession"] = reviews,
            ["ListCountLines"] = s_everyone,
            ["ListCountReservations"] = s_everyone,

            ["ListAllIncidents"] = s_everyone,
            ["GetIncident"] = s_everyone,
            ["AssignIncident"] = watches,
            ["CommentIncident"] = new(Who.Floor | watches.Who),
            ["ReopenIncident"] = watches,
            ["ListUnmatched"] = s_everyone,
            ["GetUnmatched"] = s_everyone,
            ["MatchUnmatched"] = watches,
            ["RecordFacts"] = new(Who.Floor | Who.Goods),
        };
    }

    private static Dictionary<string, Right> Conditions() => new()
    {
        ["PutConditionPolicy"] = new(Who.Quality | Who.Operations, WholeChain: true),
        ["GetConditionPolicy"] = s_everyone,
        ["PutZone"] = new(Who.Quality | Who.StoreManager | Who.Operations),
        ["GetZone"] = s_everyone,
        ["ListZones"] = s_everyone,
        ["TakeReadings"] = new(Who.Floor | Who.Goods),
        ["TakeManyReadings"] = new(Who.Floor | Who.Goods),
        ["ListReadings"] = s_everyone,
        ["ListExcursions"] = s_everyone,
        ["DecideExcursion"] = new(Who.Quality),
    };

    // Which of these may take a step is told by the class of the goods besides; see ControlledRules.
    private static Dictionary<string, Right> Controlled()
    {
        var steps = new Right(Who.Pharmacist | Who.Physician | Who.Nurse | Who.Warehouse | Who.Quality | Who.StoreManager);
        var reads = new Right(steps.Who | Who.RegionalManager | Who.Operations | Who.Auditor);
        var writes = new Right(Who.Physician | Who.Pharmacist);
        return new()
        {
            ["ReceiveControlled"] = steps,
            ["IssueControlled"] = steps,
            ["ReconcileControlled"] = steps,
            ["ReturnControlled"] = steps,
            ["SendBackControlled"] = steps,
            ["CountControlled"] = steps,
            ["DestroyControlled"] = steps,
            ["ExplainControlled"] = steps,
            ["ListRegisters"] = reads,
            ["GetRegister"] = reads,
            ["GetControlledLedger"] = reads,
            ["ExportControlledLedger"] = reads,
            ["PrintControlledLedger"] = reads,
            ["PutPrescription"] = writes,
            ["GetPrescription"] = reads,
            ["VoidPrescription"] = writes,
            ["PutControlledPolicy"] = new(Who.Quality | Who.Operations, WholeChain: true),
            ["GetControlledPolicy"] = s_everyone,
            ["MakeRound"] = new(Who.Floor | Who.Goods | Who.Office),
            ["GetRound"] = s_everyone,
            ["ListRounds"] = s_everyone,
            ["GetRoundDuties"] = s_everyone,
            ["MoveRoundAction"] = new(Who.Floor | Who.Goods | Who.Office),
            ["PutRoundPolicy"] = new(Who.Quality | Who.Operations, WholeChain: true),
            ["GetRoundPolicy"] = s_everyone,
            ["GetRetentionPolicy"] = s_everyone,
            ["PutRetentionPolicy"] = s_access,
            ["GetRetention"] = s_everyone,
            ["DeletePastRetention"] = s_access,
            ["ListDeletions"] = new(Who.Operations | Who.Auditor, WholeChain: true),
        };
    }
    private static Dictionary<string, Right> Places() => new()
    {
        ["PutIssue"] = new(Who.Floor | Who.Goods),
        ["GetIssue"] = s_everyone,
        ["ReverseIssue"] = new(Who.StoreManager | Who.RegionalManager | Who.Finance | Who.Operations),
        ["PutIssuePolicy"] = new(Who.Finance | Who.Operations, WholeChain: true),
        ["GetIssuePolicy"] = s_everyone,
        ["GetIssueQuotas"] = s_everyone,
        ["ListIssues"] = new(Who.Floor | Who.Goods | Who.Office | Who.Auditor),
        ["GetIssueTotals"] = new(Who.Office | Who.Auditor),

        ["PutRepack"] = s_goods,
        ["GetRepack"] = s_everyone,
        ["UndoRepack"] = new(Who.Goods | Who.RegionalManager | Who.Operations),
        ["ListChildLots"] = s_everyone,
        ["PutRecipe"] = new(Who.Quality | Who.Operations, WholeChain: true),
        ["GetRecipe"] = s_everyone,
        ["PutRepackPolicy"] = new(Who.Quality | Who.Operations, WholeChain: true),
        ["GetRepackPolicy"] = s_everyone,

        ["PutBin"] = new(Who.Warehouse | Who.Quality | Who.StoreManager | Who.Operations),
        ["GetBin"] = s_everyone,
        ["ListBins"] = s_everyone,
        ["ListBinContents"] = s_everyone,
        ["PlaceLot"] = new(Who.Floor | Who.Goods),
        ["GetPlacement"] = s_everyone,
        ["SuggestPutAway"] = s_everyone,
        ["GetPickList"] = s_everyone,
        ["PrintPickList"] = s_everyone,
        ["PutPickList"] = new(Who.Floor | Who.Goods),
        ["GetStoredPickList"] = s_everyone,
        ["ListPickLists"] = s_everyone,
        ["AssignPickList"] = new(Who.Floor | Who.Goods),
        ["ConfirmPick"] = new(Who.Floor | Who.Goods),
        ["FinishPickList"] = new(Who.Floor | Who.Goods),
        ["CancelPickList"] = new(Who.Floor | Who.Goods),
        ["ExportPickList"] = s_everyone,
        ["PrintStoredPickList"] = s_everyone,
    };

    private static Dictionary<string, Right> Owners()
    {
        var settles = new Right(Who.Finance | Who.Operations, WholeChain: true);
        var reads = settles with { Who = settles.Who | Who.Buyer | Who.RegionalManager | Who.Auditor };
        return new()
        {
            ["ListSettlementLines"] = reads,
            ["ListEntitySales"] = reads,
            ["GetEntitySaleTotals"] = reads,
            ["DraftSettlement"] = settles,
            ["GetSettlement"] = reads,
            ["ListSettlements"] = reads,
            ["AgreeSettlement"] = settles,
            ["PaySettlement"] = settles,
            ["CancelSettlement"] = settles,
            ["ListValuation"] = new(Who.Office | Who.Auditor),
            ["ExportValuation"] = new(Who.Office | Who.Auditor),
        };
    }

    // Whoever is bound to stores sees what happened in these. Traces name clients: not for terminals' keys.
    private static Dictionary<string, Right> Traces()
    {
        var reads = new Right(Who.Office | Who.Pharmacist | Who.Warehouse | Who.Physician | Who.Auditor);
        return new()
        {
            ["TraceLot"] = reads,
            ["ListTraceSteps"] = reads,
            ["ListTraceClients"] = reads,
            ["TraceClient"] = reads,
            ["TraceSerial"] = reads,
            ["TraceCode"] = reads,
            ["ListNearExpiry"] = new(Who.Office | Who.Goods | Who.Auditor),
            ["GetNearExpirySavings"] = new(Who.Office | Who.Auditor),
            ["DecideNearExpiry"] = new(Who.Buyer | Who.Quality | Who.StoreManager | Who.RegionalManager | Who.Operations),
        };
    }

    private static Dictionary<string, Right> Buying() => new()
    {
        ["PutSupplier"] = new(Who.Buyer | Who.Operations, WholeChain: true),
        ["GetSupplier"] = s_everyone,
        ["ListSuppliers"] = s_everyone,
        ["PutContract"] = new(Who.Buyer | Who.Operations, WholeChain: true),
        ["GetContract"] = new(Who.Office | Who.Auditor),
        ["ListContracts"] = new(Who.Office | Who.Auditor),
        ["PutBuyingPolicy"] = new(Who.Finance | Who.Operations, WholeChain: true),
        ["GetBuyingPolicy"] = s_everyone,

        ["DraftPurchaseOrder"] = s_orders,
        ["GetPurchaseOrder"] = s_everyone,
        ["ListPurchaseOrders"] = s_everyone,
        ["ListOnOrder"] = s_everyone,
        ["AmendPurchaseOrder"] = s_orders,
        ["SubmitPurchaseOrder"] = s_orders,
        ["ApprovePurchaseOrder"] = new(Who.Office),
        ["RejectPurchaseOrder"] = new(Who.Office),
        ["SendPurchaseOrder"] = s_orders,
        ["CancelPurchaseOrder"] = s_orders,
        ["ClosePurchaseOrder"] = s_orders,

        ["PutOrderReceipt"] = s_goods,
        ["GetOrderReceipt"] = s_everyone,
        ["ListReceipts"] = s_everyone,
        ["ListReceivingRecords"] = s_everyone,
        ["ExportReceivingRecords"] = s_everyone,

        ["PutLandedCost"] = new(Who.Buyer | Who.Finance | Who.Operations),
        ["GetLandedCost"] = new(Who.Office | Who.Auditor),
        ["ListLandedCosts"] = new(Who.Office | Who.Auditor),

        ["PutInvoice"] = s_bills,
        ["GetInvoice"] = s_readsBills,
        ["ListInvoices"] = s_readsBills,
        ["MatchInvoice"] = s_bills,
        ["ApproveInvoice"] = new(Who.Office, WholeChain: true),
        ["RejectInvoice"] = s_bills,
        ["VoidInvoice"] = s_bills,
        ["PayInvoice"] = new(Who.Finance, WholeChain: true),

        ["OpenSupplierReturn"] = new(Who.Goods | Who.Buyer),
        ["GetSupplierReturnCase"] = s_everyone,
        ["ListSupplierReturns"] = s_everyone,
        ["CreditSupplierReturn"] = new(Who.Buyer | Who.Finance | Who.Operations),
        ["ExchangeSupplierReturn"] = new(Who.Goods | Who.Buyer),
        ["DeclineSupplierReturn"] = new(Who.Buyer | Who.StoreManager | Who.Operations),
        ["GetSupplierAccount"] = s_readsBills,

        ["ListScorecards"] = s_readsBills,
        ["RankSuppliers"] = s_readsBills,
    };

    private static Dictionary<string, Right> Access() => new()
    {
        ["CreateKey"] = s_access,
        ["ListKeys"] = s_access,
        ["RevokeKey"] = s_access,

        ["PutPerson"] = s_access,
        ["GetPerson"] = new(Who.Operations | Who.Auditor, WholeChain: true),
        ["ListPeople"] = new(Who.Operations | Who.Auditor, WholeChain: true),
        ["DeactivatePerson"] = s_access,
        ["ActivatePerson"] = s_access,
        ["IssuePersonKey"] = s_access,
        ["RevokePersonKey"] = s_access,
        ["GetMe"] = s_everyone,
    };

    private static Dictionary<string, Right> House() => new()
    {
        ["StreamEvents"] = s_everyone,
        ["Verify"] = s_administrator,
        ["TakeBackup"] = s_administrator,
        ["ListReadModels"] = s_administrator,
        ["RebuildReadModel"] = s_administrator,
        ["GetMetrics"] = s_everyone,
        ["GetLive"] = new(Who.Anyone),
        ["GetReady"] = new(Who.Anyone),
    };

    /// <summary>What a role is called in the table.</summary>
    public static Who Of(PersonRole role) => role == PersonRole.Administrator ? Who.Administrator : (Who)(1 << ((int)role + 2));

    /// <summary>Names an endpoint and puts its right on it.</summary>
    /// <exception cref="KeyNotFoundException">The operation has no row: the host does not start.</exception>
    public static RouteHandlerBuilder Operation(this RouteHandlerBuilder endpoint, string id)
    {
        endpoint.WithName(id).WithMetadata(Table.TryGetValue(id, out var right) ? right : throw new KeyNotFoundException($"The operation {id} has no row in the table of rights."));
        endpoint.Finally(QueryNames.Attach);
        return endpoint;
    }

    /// <summary>Opens an endpoint that is no operation of the API: a page or document.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new Right(Who.Anyone)));
        return endpoint;
    }

    /// <summary>Opens to administrators what is no operation of the API, such as the pages of an engine.</summary>
    public static TBuilder OpenToAdministrators<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new Right(Who.Administrator, IsPage: true)));
        return endpoint;
    }
}
