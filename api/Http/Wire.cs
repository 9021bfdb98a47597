using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Alerts;
using BeautyGrains.Api.Baskets;
using BeautyGrains.Api.Bins;
using BeautyGrains.Api.Budgets;
using BeautyGrains.Api.Buying;
using BeautyGrains.Api.Catalogue;
using BeautyGrains.Api.Clients;
using BeautyGrains.Api.Conditions;
using BeautyGrains.Api.Containers;
using BeautyGrains.Api.Controlled;
using BeautyGrains.Api.Controls;
using BeautyGrains.Api.Counting;
using BeautyGrains.Api.CustomFields;
using BeautyGrains.Api.Documents;
using BeautyGrains.Api.Events;
using BeautyGrains.Api.Incidents;
using BeautyGrains.Api.Invoices;
using BeautyGrains.Api.Issues;
using BeautyGrains.Api.LandedCosts;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.NearExpiry;
using BeautyGrains.Api.Operations;
using BeautyGrains.Api.Owners;
using BeautyGrains.Api.People;
using BeautyGrains.Api.Feedback;
using BeautyGrains.Api.Recalls;
using BeautyGrains.Api.Promises;
using BeautyGrains.Api.Replenishment;
using BeautyGrains.Api.Requisitions;
using BeautyGrains.Api.Retention;
using BeautyGrains.Api.Rounds;
using BeautyGrains.Api.PurchaseOrders;
using BeautyGrains.Api.Receipts;
using BeautyGrains.Api.Repacks;
using BeautyGrains.Api.Scans;
using BeautyGrains.Api.Stock;
using BeautyGrains.Api.SupplierReturns;
using BeautyGrains.Api.Trace;
using BeautyGrains.Api.Transfers;
using BeautyGrains.Api.Valuation;
using BeautyGrains.Api.Waiting;
using BeautyGrains.Api.Webhooks;
using BeautyGrains.Codes;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Search;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Http;

/// <summary>How JSON is read and written: camel case, no unknown or doubled names, exact decimals, Chinese as itself.</summary>
internal static class Wire
{
    /// <summary>The generated readers and writers.</summary>
    public static ApiJson Json { get; } = new(Options());

    /// <summary>Puts the same rules on other options, which the OpenAPI document reads.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = JsonBody.MaxDepth;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        foreach (var converter in Converters()) options.Converters.Add(converter);
    }

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions();
        Apply(options);
        // Not for the document, which could not see into it.
        options.Converters.Add(new Grains.LotQuantitiesJson(PlainDecimalConverter.Plain));
        return options;
    }

    private static IEnumerable<JsonConverter> Converters() =>
    [
        new PlainDecimalConverter(),
        new WordConverter<AbcClass>(),
        new WordConverter<AccessRole>(),
        new WordConverter<ApprovalKind>(),
        new WordConverter<AlertKind>(),
        new WordConverter<AlertSeverity>(),
        new WordConverter<AlertState>(),
        new WordConverter<Grains.ThresholdUnit>(),
        new WordConverter<BasketState>(),
        new WordConverter<BudgetLevel>(),
        new WordConverter<BudgetPolicy>(),
        new WordConverter<CodeForm>(),
        new WordConverter<CodeIssuer>(),
        new WordConverter<CostBasis>(),
        new WordConverter<DocumentTie>(),
        new WordConverter<ExcursionDecision>(),
        new WordConverter<ControlledStep>(),
        new WordConverter<RecordKind>(),
        new WordConverter<RoundActionState>(),
        new WordConverter<PrescriptionState>(),
        new WordConverter<ExcursionKind>(),
        new WordConverter<ExcursionVerdict>(),
        new WordConverter<ExpiryKind>(),
        new WordConverter<FactKind>(),
        new WordConverter<FieldTarget>(),
        new WordConverter<FieldType>(),
        new WordConverter<Habit>(),
        new WordConverter<GoodsCategory>(),
        new WordConverter<CountState>(),
        new WordConverter<InvoiceState>(),
        new WordConverter<IssueState>(),
        new WordConverter<LandedCostKind>(),
        new WordConverter<LandedCostState>(),
        new WordConverter<LotStatus>(),
        new WordConverter<MovementKind>(),
        new WordConverter<NearExpiryProposal>(),
        new WordConverter<OrderCommand>(),
        new WordConverter<OrderWarningKind>(),
        new WordConverter<Ownership>(),
        new WordConverter<PersonRole>(),
        new WordConverter<ClientState>(),
        new WordConverter<ClientPart>(),
        new WordConverter<ConsentKind>(),
        new WordConverter<SafetyKind>(),
        new WordConverter<PickingRule>(),
        new WordConverter<RecallClass>(),
        new WordConverter<FeedbackSort>(),
        new WordConverter<FeedbackSeverity>(),
        new WordConverter<FeedbackStep>(),
        new WordConverter<FeedbackState>(),
        new WordConverter<RecallState>(),
        new WordConverter<RecallTask>(),
        new WordConverter<RecallTaskState>(),
        new WordConverter<RefusalKind>(),
        new WordConverter<RequisitionState>(),
        new WordConverter<PurchaseOrderState>(),
        new WordConverter<ReceiptState>(),
        new WordConverter<ReplenishmentMethod>(),
        new WordConverter<RepackKind>(),
        new WordConverter<RepackState>(),
        new WordConverter<PickListState>(),
        new WordConverter<PickLineState>(),
        new WordConverter<ReservationState>(),
        new WordConverter<SearchMatch>(),
        new WordConverter<TraceRelation>(),
        new WordConverter<SecurityClass>(),
        new WordConverter<StorageClass>(),
        new WordConverter<StoreType>(),
        new WordConverter<SupplierReturnCause>(),
        new WordConverter<SupplierReturnState>(),
        new WordConverter<SupplierReturnWish>(),
        new WordConverter<SupplyPlanState>(),
        new WordConverter<TransferState>(),
        new WordConverter<Grains.NotPromised>(),
        new WordConverter<OwnerKind>(),
        new WordConverter<SettlementState>(),
        new WordConverter<WaitingState>(),
        new WordConverter<WeekDay>(),
        new WordConverter<XyzClass>(),
        new WordConverter<SharingRule>(),
        new WordConverter<Units.UnitStanding>(),
        new WordConverter<PeriodUnit>(),
        new WordConverter<ContainerMoveKind>(),
        new WordConverter<WebhookFormat>(),
        new WordConverter<WebhookMessageState>(),
    ];
}

/// <summary>Every shape that crosses the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(EmptyBody))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(CreateKeyBody))]
[JsonSerializable(typeof(CreatedKey))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(PersonBody))]
[JsonSerializable(typeof(PersonJson))]
[JsonSerializable(typeof(PersonPage))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(PersonKeyBody))]
[JsonSerializable(typeof(MeJson))]
[JsonSerializable(typeof(BudgetBody))]
[JsonSerializable(typeof(CommitmentBody))]
[JsonSerializable(typeof(PaymentBody))]
[JsonSerializable(typeof(BudgetView))]
[JsonSerializable(typeof(BudgetPage))]
[JsonSerializable(typeof(CommitmentView))]
[JsonSerializable(typeof(PutRequisitionBody))]
[JsonSerializable(typeof(AllocateBody))]
[JsonSerializable(typeof(ShareOutBody))]
[JsonSerializable(typeof(ShareOutJson))]
[JsonSerializable(typeof(SettleNeedBody))]
[JsonSerializable(typeof(RequisitionView))]
[JsonSerializable(typeof(RequisitionPage))]
[JsonSerializable(typeof(NeedPage))]
[JsonSerializable(typeof(SkuBody))]
[JsonSerializable(typeof(SkuJson))]
[JsonSerializable(typeof(SkuPage))]
[JsonSerializable(typeof(StockPage))]
[JsonSerializable(typeof(LotPage))]
[JsonSerializable(typeof(ReservationPage))]
[JsonSerializable(typeof(DraftSettlementBody))]
[JsonSerializable(typeof(SettlementNoteBody))]
[JsonSerializable(typeof(SettlementJson))]
[JsonSerializable(typeof(SettlementPage))]
[JsonSerializable(typeof(SettlementLinePage))]
[JsonSerializable(typeof(EntitySalePage))]
[JsonSerializable(typeof(EntitySaleTotalsJson))]
[JsonSerializable(typeof(LotTraceJson))]
[JsonSerializable(typeof(NearExpiryPage))]
[JsonSerializable(typeof(DecideNearExpiryBody))]
[JsonSerializable(typeof(NearExpiryDecision))]
[JsonSerializable(typeof(NearExpirySavingsJson))]
[JsonSerializable(typeof(OriginTraceJson))]
[JsonSerializable(typeof(TraceStepPage))]
[JsonSerializable(typeof(TracedClientPage))]
[JsonSerializable(typeof(ValuationPage))]
[JsonSerializable(typeof(PromiseJson))]
[JsonSerializable(typeof(JoinWaitingBody))]
[JsonSerializable(typeof(AcceptOfferBody))]
[JsonSerializable(typeof(WaitingView))]
[JsonSerializable(typeof(WaitingPage))]
[JsonSerializable(typeof(WaitingChangeJson))]
[JsonSerializable(typeof(ConditionPolicyBody))]
[JsonSerializable(typeof(ConditionPolicyJson))]
[JsonSerializable(typeof(ZoneBody))]
[JsonSerializable(typeof(ZoneView))]
[JsonSerializable(typeof(ZoneList))]
[JsonSerializable(typeof(StorageClass[]))]
[JsonSerializable(typeof(SensorRecord[]))]
[JsonSerializable(typeof(Calibration[]))]
[JsonSerializable(typeof(QuarantinedLot[]))]
[JsonSerializable(typeof(TakeReadingsBody))]
[JsonSerializable(typeof(TakeManyBody))]
[JsonSerializable(typeof(TakenManyJson))]
[JsonSerializable(typeof(TakenReadings))]
[JsonSerializable(typeof(ReadingList))]
[JsonSerializable(typeof(ExcursionList))]
[JsonSerializable(typeof(ExposedLot))]
[JsonSerializable(typeof(DecideExcursionBody))]
[JsonSerializable(typeof(Units.CodeUnitsBody))]
[JsonSerializable(typeof(Units.UnitItems))]
[JsonSerializable(typeof(Units.VerifiedUnit))]
[JsonSerializable(typeof(LotUnits))]
[JsonSerializable(typeof(UnitView))]
[JsonSerializable(typeof(OpenContainerBody))]
[JsonSerializable(typeof(ReconstituteContainerBody))]
[JsonSerializable(typeof(UseContainerBody))]
[JsonSerializable(typeof(ScrapContainerBody))]
[JsonSerializable(typeof(CountContainerBody))]
[JsonSerializable(typeof(RecordContainerFactBody))]
[JsonSerializable(typeof(ContainerView))]
[JsonSerializable(typeof(ContainerMoveView))]
[JsonSerializable(typeof(ContainerItems))]
[JsonSerializable(typeof(ContainerMoveItems))]
[JsonSerializable(typeof(ContainerPage))]
[JsonSerializable(typeof(ContainerMovePage))]
[JsonSerializable(typeof(ContainerLabel))]
[JsonSerializable(typeof(RetentionBody))]
[JsonSerializable(typeof(RetentionJson))]
[JsonSerializable(typeof(KeptJson))]
[JsonSerializable(typeof(DeletionBody))]
[JsonSerializable(typeof(DeletionJson))]
[JsonSerializable(typeof(DeletionList))]
[JsonSerializable(typeof(PastDocument[]))]
[JsonSerializable(typeof(MakeRoundBody))]
[JsonSerializable(typeof(MoveRoundBody))]
[JsonSerializable(typeof(RoundView))]
[JsonSerializable(typeof(RegisterClientBody))]
[JsonSerializable(typeof(ChangeClientBody))]
[JsonSerializable(typeof(ClientCareBody))]
[JsonSerializable(typeof(ClientReasonBody))]
[JsonSerializable(typeof(ClientConsentBody))]
[JsonSerializable(typeof(SearchClientsBody))]
[JsonSerializable(typeof(ClientJson))]
[JsonSerializable(typeof(ClientProfileJson))]
[JsonSerializable(typeof(ClientCareJson))]
[JsonSerializable(typeof(ClientExportJson))]
[JsonSerializable(typeof(ClientLookList))]
[JsonSerializable(typeof(ClientLook))]
[JsonSerializable(typeof(ClientPage))]
[JsonSerializable(typeof(SafetyCheckBody))]
[JsonSerializable(typeof(SafetyCheckJson))]
[JsonSerializable(typeof(SafetyPolicyBody))]
[JsonSerializable(typeof(SafetyPolicyJson))]
[JsonSerializable(typeof(RoundPage))]
[JsonSerializable(typeof(RoundDutiesJson))]
[JsonSerializable(typeof(RoundAction))]
[JsonSerializable(typeof(RoundAnswer[]))]
[JsonSerializable(typeof(RoundPolicyBody))]
[JsonSerializable(typeof(RoundPolicyJson))]
[JsonSerializable(typeof(RoundItem[]))]
[JsonSerializable(typeof(ReceiveControlledBody))]
[JsonSerializable(typeof(IssueControlledBody))]
[JsonSerializable(typeof(ReconcileControlledBody))]
[JsonSerializable(typeof(ReturnControlledBody))]
[JsonSerializable(typeof(SendBackControlledBody))]
[JsonSerializable(typeof(CountControlledBody))]
[JsonSerializable(typeof(DestroyControlledBody))]
[JsonSerializable(typeof(ExplainControlledBody))]
[JsonSerializable(typeof(ControlledEntry))]
[JsonSerializable(typeof(ControlledView))]
[JsonSerializable(typeof(RegisterList))]
[JsonSerializable(typeof(RegisterPage))]
[JsonSerializable(typeof(LotCount[]))]
[JsonSerializable(typeof(ControlledMark[]))]
[JsonSerializable(typeof(PersonRole[]))]
[JsonSerializable(typeof(PrescriptionBody))]
[JsonSerializable(typeof(VoidPrescriptionBody))]
[JsonSerializable(typeof(PrescriptionView))]
[JsonSerializable(typeof(ControlledPolicyBody))]
[JsonSerializable(typeof(ControlledPolicyJson))]
[JsonSerializable(typeof(PutRecallBody))]
[JsonSerializable(typeof(RecalledContainer))]
[JsonSerializable(typeof(RecallMade))]
[JsonSerializable(typeof(RecalledUnit))]
[JsonSerializable(typeof(RecallClientGoods))]
[JsonSerializable(typeof(PutFeedbackBody))]
[JsonSerializable(typeof(AmendFeedbackBody))]
[JsonSerializable(typeof(InvestigateFeedbackBody))]
[JsonSerializable(typeof(ReportFeedbackBody))]
[JsonSerializable(typeof(FeedbackFindingsBody))]
[JsonSerializable(typeof(CloseFeedbackBody))]
[JsonSerializable(typeof(QuarantineFeedbackBody))]
[JsonSerializable(typeof(QuarantinedLotList))]
[JsonSerializable(typeof(FeedbackView))]
[JsonSerializable(typeof(FeedbackLot[]))]
[JsonSerializable(typeof(FeedbackReport[]))]
[JsonSerializable(typeof(FeedbackPage))]
[JsonSerializable(typeof(FeedbackLotPage))]
[JsonSerializable(typeof(TracedFeedbackJson[]))]
[JsonSerializable(typeof(FeedbackPolicyBody))]
[JsonSerializable(typeof(FeedbackPolicyJson))]
[JsonSerializable(typeof(FeedbackClock[]))]
[JsonSerializable(typeof(FeedbackThreshold[]))]
[JsonSerializable(typeof(RecallView))]
[JsonSerializable(typeof(RecallPage))]
[JsonSerializable(typeof(RecallStockView))]
[JsonSerializable(typeof(RecallClientPage))]
[JsonSerializable(typeof(RecallTaskBody))]
[JsonSerializable(typeof(ReportRecallBody))]
[JsonSerializable(typeof(EndRecallBody))]
[JsonSerializable(typeof(RecallPolicyBody))]
[JsonSerializable(typeof(RecallPolicyJson))]
[JsonSerializable(typeof(RecallDuty[]))]
[JsonSerializable(typeof(PutIssueBody))]
[JsonSerializable(typeof(ReverseIssueBody))]
[JsonSerializable(typeof(IssueView))]
[JsonSerializable(typeof(MovementLine[]))]
[JsonSerializable(typeof(IssuePage))]
[JsonSerializable(typeof(IssueTotalsJson))]
[JsonSerializable(typeof(IssueQuotaList))]
[JsonSerializable(typeof(IssuePolicyBody))]
[JsonSerializable(typeof(IssuePolicyJson))]
[JsonSerializable(typeof(MovementKind[]))]
[JsonSerializable(typeof(PutRepackBody))]
[JsonSerializable(typeof(RepackView))]
[JsonSerializable(typeof(RepackLineView[]))]
[JsonSerializable(typeof(RepackLotView[]))]
[JsonSerializable(typeof(LotParent[]))]
[JsonSerializable(typeof(ChildLotList))]
[JsonSerializable(typeof(RecipeBody))]
[JsonSerializable(typeof(RecipeView))]
[JsonSerializable(typeof(Bill[]))]
[JsonSerializable(typeof(BillLine[]))]
[JsonSerializable(typeof(RepackPolicyBody))]
[JsonSerializable(typeof(RepackPolicyJson))]
[JsonSerializable(typeof(RepackKind[]))]
[JsonSerializable(typeof(BinBody))]
[JsonSerializable(typeof(BinView))]
[JsonSerializable(typeof(BinList))]
[JsonSerializable(typeof(BinContentPage))]
[JsonSerializable(typeof(PlaceLotBody))]
[JsonSerializable(typeof(PlacementView))]
[JsonSerializable(typeof(PutAwayList))]
[JsonSerializable(typeof(PickListJson))]
[JsonSerializable(typeof(PutPickListBody))]
[JsonSerializable(typeof(AssignPickListBody))]
[JsonSerializable(typeof(ConfirmPickBody))]
[JsonSerializable(typeof(CancelPickListBody))]
[JsonSerializable(typeof(PickListView))]
[JsonSerializable(typeof(PickListLine[]))]
[JsonSerializable(typeof(PickListPage))]
[JsonSerializable(typeof(ReadScanBody))]
[JsonSerializable(typeof(ScanJson))]
[JsonSerializable(typeof(StoreBody))]
[JsonSerializable(typeof(StoreJson))]
[JsonSerializable(typeof(StoreList))]
[JsonSerializable(typeof(AvailabilityJson))]
[JsonSerializable(typeof(StockJson))]
[JsonSerializable(typeof(LedgerPage))]
[JsonSerializable(typeof(MovementView))]
[JsonSerializable(typeof(FactView))]
[JsonSerializable(typeof(IncidentList))]
[JsonSerializable(typeof(ReservationView))]
[JsonSerializable(typeof(ReceiveStockBody))]
[JsonSerializable(typeof(SellStockBody))]
[JsonSerializable(typeof(ReturnStockBody))]
[JsonSerializable(typeof(ReturnToSupplierBody))]
[JsonSerializable(typeof(AdjustStockBody))]
[JsonSerializable(typeof(ScrapStockBody))]
[JsonSerializable(typeof(CountLotBody))]
[JsonSerializable(typeof(ReverseMovementBody))]
[JsonSerializable(typeof(RecordFactBody))]
[JsonSerializable(typeof(CloseIncidentBody))]
[JsonSerializable(typeof(SetLotStatusBody))]
[JsonSerializable(typeof(ReserveStockBody))]
[JsonSerializable(typeof(CommitReservationBody))]
[JsonSerializable(typeof(ExtendReservationBody))]
[JsonSerializable(typeof(ReserveBatchBody))]
[JsonSerializable(typeof(BatchJson))]
[JsonSerializable(typeof(PutBasketBody))]
[JsonSerializable(typeof(CommitBasketBody))]
[JsonSerializable(typeof(BasketJson))]
[JsonSerializable(typeof(PutTransferBody))]
[JsonSerializable(typeof(ReceiveTransferBody))]
[JsonSerializable(typeof(ShipTransferBody))]
[JsonSerializable(typeof(TransferJson))]
[JsonSerializable(typeof(DemandJson))]
[JsonSerializable(typeof(ForecastJson))]
[JsonSerializable(typeof(SupplierBody))]
[JsonSerializable(typeof(SupplierJson))]
[JsonSerializable(typeof(SupplierPage))]
[JsonSerializable(typeof(ContractBody))]
[JsonSerializable(typeof(ContractJson))]
[JsonSerializable(typeof(ContractPage))]
[JsonSerializable(typeof(BuyingPolicyBody))]
[JsonSerializable(typeof(BuyingPolicyJson))]
[JsonSerializable(typeof(DraftOrderBody))]
[JsonSerializable(typeof(AmendOrderBody))]
[JsonSerializable(typeof(EndOrderBody))]
[JsonSerializable(typeof(PurchaseOrderJson))]
[JsonSerializable(typeof(PurchaseOrderPage))]
[JsonSerializable(typeof(LineChange))]
[JsonSerializable(typeof(OnOrderPage))]
[JsonSerializable(typeof(PutReceiptBody))]
[JsonSerializable(typeof(ReceiptJson))]
[JsonSerializable(typeof(ReceiptPage))]
[JsonSerializable(typeof(ReceivingRecordPage))]
[JsonSerializable(typeof(PutInvoiceBody))]
[JsonSerializable(typeof(PayInvoiceBody))]
[JsonSerializable(typeof(InvoiceView))]
[JsonSerializable(typeof(InvoicePage))]
[JsonSerializable(typeof(PutSupplierReturnBody))]
[JsonSerializable(typeof(CreditSupplierReturnBody))]
[JsonSerializable(typeof(ExchangeSupplierReturnBody))]
[JsonSerializable(typeof(DeclineSupplierReturnBody))]
[JsonSerializable(typeof(SupplierReturnJson))]
[JsonSerializable(typeof(SupplierReturnPage))]
[JsonSerializable(typeof(SupplierAccountJson))]
[JsonSerializable(typeof(ScorecardPage))]
[JsonSerializable(typeof(SkuSuppliersJson))]
[JsonSerializable(typeof(PutLandedCostBody))]
[JsonSerializable(typeof(LandedCostJson))]
[JsonSerializable(typeof(LandedCostPage))]
[JsonSerializable(typeof(ReplenishmentPolicyBody))]
[JsonSerializable(typeof(ReplenishmentJson))]
[JsonSerializable(typeof(ReplenishmentPage))]
[JsonSerializable(typeof(ReplenishmentRunJson))]
[JsonSerializable(typeof(SupplyPlanJson))]
[JsonSerializable(typeof(ClassPage))]
[JsonSerializable(typeof(CountPlanPage))]
[JsonSerializable(typeof(CustomFieldBody))]
[JsonSerializable(typeof(CustomFieldList))]
[JsonSerializable(typeof(FieldChoice[]))]
[JsonSerializable(typeof(FieldDefinition))]
[JsonSerializable(typeof(CustomValuesBody))]
[JsonSerializable(typeof(CustomValuesJson))]
[JsonSerializable(typeof(CustomValuesPage))]
[JsonSerializable(typeof(CustomHistoryJson))]
[JsonSerializable(typeof(DocumentJson))]
[JsonSerializable(typeof(DocumentPage))]
[JsonSerializable(typeof(CountReasonRow[]))]
[JsonSerializable(typeof(RecountRow[]))]
[JsonSerializable(typeof(CountSessionBody))]
[JsonSerializable(typeof(CountSessionJson))]
[JsonSerializable(typeof(CountSessionPage))]
[JsonSerializable(typeof(AssignCountBody))]
[JsonSerializable(typeof(SubmitCountsBody))]
[JsonSerializable(typeof(FinishCountBody))]
[JsonSerializable(typeof(DemandRecountBody))]
[JsonSerializable(typeof(ApproveCountBody))]
[JsonSerializable(typeof(CancelCountBody))]
[JsonSerializable(typeof(CountSheetPageJson))]
[JsonSerializable(typeof(CountShortList))]
[JsonSerializable(typeof(CountValue[]))]
[JsonSerializable(typeof(GoodsCategory[]))]
[JsonSerializable(typeof(ShortReservation[]))]
[JsonSerializable(typeof(IncidentComment[]))]
[JsonSerializable(typeof(IncidentPage))]
[JsonSerializable(typeof(AssignIncidentBody))]
[JsonSerializable(typeof(CommentIncidentBody))]
[JsonSerializable(typeof(ReopenIncidentBody))]
[JsonSerializable(typeof(UnmatchedPage))]
[JsonSerializable(typeof(UnmatchedList))]
[JsonSerializable(typeof(MatchUnmatchedBody))]
[JsonSerializable(typeof(UnmatchedMatchView))]
[JsonSerializable(typeof(RecordFactsBody))]
[JsonSerializable(typeof(FactBatchJson))]
[JsonSerializable(typeof(ControlPolicyBody))]
[JsonSerializable(typeof(ControlPolicyJson))]
[JsonSerializable(typeof(StockChangeJson))]
[JsonSerializable(typeof(AlertPage))]
[JsonSerializable(typeof(AlertChangeJson))]
[JsonSerializable(typeof(AlertJson))]
[JsonSerializable(typeof(AcknowledgeAlertBody))]
[JsonSerializable(typeof(ResolveAlertBody))]
[JsonSerializable(typeof(SnoozeAlertBody))]
[JsonSerializable(typeof(AssignAlertBody))]
[JsonSerializable(typeof(AlertPolicyBody))]
[JsonSerializable(typeof(AlertPolicyJson))]
[JsonSerializable(typeof(AlertPolicyList))]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(WebhookJson))]
[JsonSerializable(typeof(WebhookList))]
[JsonSerializable(typeof(WebhookMessages))]
[JsonSerializable(typeof(ReplayWebhookBody))]
[JsonSerializable(typeof(HealthJson))]
[JsonSerializable(typeof(ReadModelsJson))]
[JsonSerializable(typeof(RebuildJson))]
[JsonSerializable(typeof(VerificationJson))]
internal sealed partial class ApiJson : JsonSerializerContext;
