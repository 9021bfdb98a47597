using System.Text;
using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

/// <summary>Every version of every event ever written stays readable: one sample of each is kept under Golden and never changed.</summary>
public sealed partial class GoldenEventTests
{
    private static readonly DateTimeOffset s_at = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
    private static readonly LineOutcome s_held = new("A", [new("L1", 2.5m)], 2.5m, null);
    private static readonly LineOutcome s_refused = new("B", [], null, new(RefusalKind.InsufficientAvailable, Available: 1.5m));
    private static readonly AskedLine s_line = new("A", 2.5m, null);
    private static readonly AskedLine s_unknown = new("B", 1, new(RefusalKind.UnknownSku, Sku: "B"));

    private static readonly TravellingLot s_lot = new(
        "L1", "L1", 2.5m, new("2027-03", new(2027, 3, 1), DatePrecision.Month, ExpiryKind.ValidThrough), s_at, new(2025, 1, 2), new(12.5m, "CNY"), "SUP", "4006381333931");

    private static readonly ReplenishmentPlan s_plan = new(new(2026, 6, 1), 7, 1.5m, 2, 0.95m, 1.25m, 11.25m, 4.5m, 15.75m, 18.25m, 6, 12, "SBA", 200);
    private static readonly SisterOffer s_offer = new("T", "L1", 3, s_at);
    private static readonly NeedReason s_why = new(5, 2, 3, 1, 4, 8, 10.25m, s_plan);

    private static readonly (string Name, string Written, object Read)[] s_samples =
    [
        Sample(ReplenishmentKind.Instance, new ReplenishmentPolicyPut(
            new(ReplenishmentMethod.MinMax, "V", 0.98m, 10, 2.5m, 14, 7, 4, 40, 6, 12, false))),
        Sample(ReplenishmentKind.Instance, new ReplenishmentPlanned(s_plan)),
        Sample(ReplenishmentKind.Instance, new ReplenishmentOrdersSeen([new("PO-1", 24, new(2026, 6, 8)), new("PO-2", 2.5m, null)])),
        Sample(ReplenishmentKind.Instance, new ReplenishmentRestsSeen([new("R-1", "S", 2.5m)])),
        Sample(ReplenishmentKind.Instance, new NeedOpened(7, [s_offer], 12, s_why)),
        Sample(ReplenishmentKind.Instance, new NeedChanged([s_offer], 24, s_why)),
        Sample(ReplenishmentKind.Instance, new NeedClosed(7)),
        Sample(ReplenishmentKind.Instance, new NeedOrdered(7, new("PO-1", 24, new(2026, 6, 8)))),
        Sample(SupplyPlanKind.Instance, new SupplyDraftDecided("rp.V.20260601", new(2026, 6, 1), [new("S", "A", 7, 24)])),
        Sample(SupplyPlanKind.Instance, new SupplyDraftMade([new(2026, 6, 8)])),
        Sample(SupplyPlanKind.Instance, new SupplyDraftRefused(new(RefusalKind.SupplierInactive))),
        Sample(SupplyPlanKind.Instance, new SupplyNeedsTold(1)),
        Sample(CustomFieldsKind.Instance, new CustomFieldPut(new(
            FieldTarget.Sku, "grade", "Grade", "等级", FieldType.Number, "%", 2, true, [new("a", "A", "甲")], new(2026, 1, 1), new(2026, 12, 31)))),
        Sample(CustomValuesKind.Instance, new CustomValuesPut([new("grade", "1.5")])),
        Sample(UnitKind.Instance, new UnitClaimed("S", "receipt/R-1", "T")),
        Sample(UnitKind.Instance, new UnitCame()),
        Sample(UnitKind.Instance, new UnitDiverted("T", "S")),
        Sample(UnitKind.Instance, new UnitDiversionSettled("lent to an event")),
        Sample(UnitKind.Instance, new UnitReleased("S")),
        Sample(DocumentKind.Instance, new DocumentPut(new(SubjectKind.PurchaseOrder, "PO-1"), "检验报告.pdf", "application/pdf", 300_009, new('a', 64))),
        Sample(DocumentKind.Instance, new DocumentAttached(new(SubjectKind.Sku, "A"))),
        Sample(DocumentKind.Instance, new DocumentDetached(new(SubjectKind.Sku, "A"))),
        Sample(ControlPolicyKind.Instance, new ControlPolicyPut(new(
            [new(AbcClass.A, XyzClass.Z, 0.98m, 30, new(2026, 1, 1), new(2026, 12, 31))], [new(ApprovalKind.Price, 0.1m, new(500, "CNY"), new(2026, 1, 1), new(2026, 12, 31))]))),
        Sample(NearExpiryKind.Instance, new NearExpiryDecided("D-1", NearExpiryProposal.Promotion, true, 2.5m, "S2", 0.3m, "理由", 60, s_at)),
        Sample(ZoneKind.Instance, new ZonePut(new("Fridge", "冰箱", [StorageClass.Cold, StorageClass.Labelled], [new("T1", [new(new(2026, 1, 1), new(2027, 1, 1), -0.25m, "C-1")], false)], false))),
        Sample(ZoneKind.Instance, new ReadingsTaken("T1", -3, [new(s_at, 4.25m, 61.5m), new(s_at.AddMinutes(5), 4.5m, null)])),
        Sample(ZoneKind.Instance, new ExcursionQuarantined(new(
            "T1.cold.too-warm.20260504T030201", "T1", StorageClass.Cold, ExcursionKind.TooWarm, s_at, s_at.AddHours(2), [new("A", "L1", 2.5m)], ExcursionDecision.Release, "理由", "person:q", "person:m", s_at.AddHours(3), true))),
        Sample(ZoneKind.Instance, new ExcursionDecided("T1.cold.too-warm.20260504T030201", ExcursionDecision.Scrap, "warm", "person:m")),
        Sample(ZoneKind.Instance, new ExcursionCarriedOut("T1.cold.too-warm.20260504T030201")),
        Sample(ConditionPolicyKind.Instance, new ConditionPolicyPut(new(
            [new(StorageClass.Cold, "F", 2, 8, 35, 75, 30, 0, 15, 8, 30, 1_440, 30, new(2026, 1, 1), new(2026, 12, 31))], [new(83.144m, new(2026, 1, 1), new(2026, 12, 31))]))),
        Sample(StockClassesKind.Instance, new StockClassesSet(new(2026, 6, 1), [new("A", AbcClass.A, XyzClass.Y, 1_200, 0.75m), new("B", AbcClass.C, XyzClass.Z, 0, null)])),
        Sample(SkuKind.Instance, new SkuPut(new(
            "Serum", "bottle", "精华", "Serum 30", "Brand", "30 ml", "face", ["a", "夜"], ["p.jpg"], "Use", "None", "AQUA", "4006381333931", "udi",
            [new("box", 10, "96385074", false, new(2026, 1, 1))], 1, 0.5m, 10, PickingRule.Fifo, 30, 24, new(19_900, "CNY"), "standard",
            StorageClass.Labelled, 2, 8, SecurityClass.Locked, GoodsCategory.Drug, true, false))),
        Sample(StoreKind.Instance, new StorePut(new(
            "Store", "Asia/Shanghai", "店", 600, "Entity", Ownership.Franchise, StoreType.Clinic, "east/shanghai",
            [new("L-1", [GoodsCategory.Drug, GoodsCategory.DeviceIII], new(2026, 1, 1), new(2027, 1, 1))], [new("standard", 0.13m, new(2026, 1, 1))], false))),
        Sample(AccessKind.Instance, new KeyAdded("K", "Till 1", new('a', 64), AccessRole.Terminal, ["S1", "S2"])),
        Sample(AccessKind.Instance, new KeyRevoked("K")),
        Sample(AccessKind.Instance, new PersonPut("zhang", new(
            "Zhang Wei", "张伟", [PersonRole.Buyer, PersonRole.StoreManager], new(false, ["east/shanghai"], ["S1"]), true,
            [new(ApprovalKind.Order, new(500_000, "CNY")), new(ApprovalKind.BudgetOverrun, null)]))),
        Sample(AccessKind.Instance, new PersonActivitySet("zhang", false, "离职")),
        Sample(BudgetKind.Instance, new BudgetPut(500_000, "CNY", 80, BudgetPolicy.Block)),
        Sample(BudgetKind.Instance, new BudgetCommitted("purchase-order:PO-1/2", 12_500, "CNY", "purchase-order:PO-1", 10_000, 2_500, "zhang", "hash")),
        Sample(BudgetKind.Instance, new BudgetReleased("purchase-order:PO-1", 10_000)),
        Sample(BudgetKind.Instance, new BudgetSpent("purchase-order:PO-1", "R-1", 12_500, "CNY", 10_000)),
        Sample(RequisitionKind.Instance, new RequisitionPut("W", "S", [new("A", 12, 6), new("B", 2.5m, null)], [new(24_000, "CNY")], new(2026, 12, 1), "紧急", "hash")),
        Sample(RequisitionKind.Instance, new RequisitionSubmitted()),
        Sample(RequisitionKind.Instance, new RequisitionApproved("zhang")),
        Sample(RequisitionKind.Instance, new RequisitionRejected("too much")),
        Sample(RequisitionKind.Instance, new RequisitionCancelled("no more")),
        Sample(RequisitionKind.Instance, new RequisitionAllocationAsked([new("A", 12), new("B", 2.5m)])),
        Sample(RequisitionKind.Instance, new RequisitionAllocationReduced([new("A", 6)])),
        Sample(RequisitionKind.Instance, new RequisitionAllocated("requisition.R-1.2", [new("A", 6)])),
        Sample(RequisitionKind.Instance, new RequisitionFollowed(TransferState.Shipped)),
        Sample(RequisitionKind.Instance, new RequisitionNeedSettled("A", 6, "PO-1", null)),
        Sample(BasketKind.Instance, new BasketOpened("S", true, s_at, [s_line, s_unknown], "hash")),
        Sample(BasketKind.Instance, new BasketLinesReserved([s_held, s_refused])),
        Sample(BasketKind.Instance, new BasketLinesReleased(["A", "B"])),
        Sample(BasketKind.Instance, new BasketCommitAsked("receipt 7")),
        Sample(BasketKind.Instance, new BasketLinesPinned([s_held, s_refused])),
        Sample(BasketKind.Instance, new BasketLinesUnpinned(["A"])),
        Sample(BasketKind.Instance, new BasketCommitDecided()),
        Sample(BasketKind.Instance, new BasketLinesCommitted([s_held])),
        Sample(BasketKind.Instance, new BasketReleaseAsked()),
        Sample(BasketKind.Instance, new BasketExpired()),
        Sample(BatchKind.Instance, new BatchOpened(
            [new("S", "A", "r-1", 2.5m, "box", TimeSpan.FromMinutes(5), "L1", "asked for", 30, new(2026, 6, 1)), new("T", "B", "r-2", 1, null, null, null, null, null, null)], "hash")),
        Sample(BatchKind.Instance, new BatchItemsReserved(
        [
            new("r-1", new(ReservationState.Committed, 2.5m, 1.5m, [new("L1", 2.5m)], s_at, new(2026, 6, 1), 7, true), null),
            new("r-2", null, new(RefusalKind.InsufficientAvailable, Available: 0.5m)),
        ])),
        Sample(BatchKind.Instance, new BatchItemsReleased(["r-1"])),
        Sample(TransferKind.Instance, new TransferOpened("S", "T", [s_line, s_unknown], "hash")),
        Sample(TransferKind.Instance, new TransferLinesReserved([s_held, s_refused])),
        Sample(TransferKind.Instance, new TransferLinesReleased(["A"])),
        Sample(TransferKind.Instance, new TransferShipAsked()),
        Sample(TransferKind.Instance, new TransferLinesChecked([s_held with { Lots = [] }, new("B", [], 1, new(RefusalKind.LotBlocked, Lot: "L1", State: "held"))])),
        Sample(TransferKind.Instance, new TransferShipDecided()),
        Sample(TransferKind.Instance, new TransferLinesShipped([new("A", [s_lot], null), new("B", [], new(RefusalKind.LotBlocked, Lot: "L1", State: "held"))])),
        Sample(TransferKind.Instance, new TransferArrived([new("A", true, [new("L1", 2, 0.25m, 0.5m)])], [new(s_at, 8.5m)], "hash")),
        Sample(TransferKind.Instance, new TransferLinesReceived(["A"])),
        Sample(TransferKind.Instance, new TransferCancelAsked()),
        .. Recalls(),
        .. Feedback(),
        .. Counting(),
        .. Waiting(),
        .. Issues(),
        .. Repacks(),
        .. Owners(),
        .. Buying(),
        .. Alerts(),
        .. Controlled(),
        .. Clients(),
    ];

    private static readonly string[] s_names =
        [.. SkuKind.Instance.Events.Names, .. StoreKind.Instance.Events.Names, .. AccessKind.Instance.Events.Names, .. BudgetKind.Instance.Events.Names, .. RequisitionKind.Instance.Events.Names, .. BasketKind.Instance.Events.Names, .. BatchKind.Instance.Events.Names,
            .. TransferKind.Instance.Events.Names, .. BuyingNames(), .. WaitingListKind.Instance.Events.Names, .. OwnerAccountKind.Instance.Events.Names, .. AlertNames(), .. ControlledNames(), .. ClientNames(), .. ReplenishmentKind.Instance.Events.Names, .. SupplyPlanKind.Instance.Events.Names, .. StockClassesKind.Instance.Events.Names, .. ControlPolicyKind.Instance.Events.Names, .. ZoneKind.Instance.Events.Names, .. CountSessionKind.Instance.Events.Names, .. ConditionPolicyKind.Instance.Events.Names,
            .. CustomFieldsKind.Instance.Events.Names, .. CustomValuesKind.Instance.Events.Names, .. DocumentKind.Instance.Events.Names, .. NearExpiryKind.Instance.Events.Names, .. UnitKind.Instance.Events.Names, .. IssueNames(), .. RepackNames(), .. RecallNames(), .. FeedbackNames()];

    public static TheoryData<string> Names => [.. s_names];

    private static (string, string, object) Sample<TState, TEvent>(AggregateKind<TState, TEvent> kind, TEvent happened)
        where TState : class
        where TEvent : class
    {
        var (name, payload) = kind.Events.Write(happened);
        var read = kind.Events.Read(name, payload);
        // Lists compare by reference, so a round trip is compared as it is written.
        Encoding.UTF8.GetString(kind.Events.Write(read).Payload).ShouldBe(Encoding.UTF8.GetString(payload));
        return (name, Encoding.UTF8.GetString(payload), read);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task An_event_is_written_as_its_kept_sample_and_that_can_be_read(string name)
    {
        var sample = s_samples.Where(sample => sample.Name == name).ShouldHaveSingleItem();
        var file = Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.json");
        File.Exists(file).ShouldBeTrue($"The sample of {name} is missing: add tests/Grains/Golden/{name}.json with {sample.Written}");
        (await File.ReadAllTextAsync(file)).TrimEnd().ShouldBe(sample.Written);
    }

    [Fact]
    public void Every_kept_sample_belongs_to_an_event_that_can_still_be_read() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Except(s_names).ShouldBeEmpty();
}
