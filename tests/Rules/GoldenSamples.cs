namespace BeautyGrains.Rules.Tests;

/// <summary>One event of each type with every field filled; what the golden files were made from.</summary>
internal static class GoldenSamples
{
    private static readonly DateTimeOffset s_at = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly Expiry s_expiry = new("2027年5月", new(2027, 5, 1), DatePrecision.Month, ExpiryKind.ValidThrough);
    private static readonly Money s_cost = new(1234.5m, "CNY");
    private static readonly ImmutableArray<LotQuantity> s_lots = [new("L1", 1.5m), new("L2", 2m)];
    private static readonly TravellingLot s_goods = new("L1~20270501", "L1", 2m, s_expiry, s_at.AddYears(1), new(2025, 6, 1), s_cost, "Maker", "06901234567892");
    private static readonly ImmutableArray<string> s_causes = ["fact-recorded", "no-book-stock"];

    public static IReadOnlyList<StockEvent> All { get; } =
    [
        new LotOpened("L1", "L1", s_expiry, s_at.AddYears(1), new(2025, 6, 1), LotStatus.Quarantined, s_cost, "Maker", "06901234567892", "A-1", "rc-1", "L0"),
        new StockMoved(
            MovementKind.ServiceConsumption, "r-1", [new("L1", -1.5m, s_cost, 8.5m, "SN-1", s_cost with { Amount = 1200m })], 18.5m, "hash", "doc-1", "理由", s_at, "sale/s-1", "r-1", "S2"),
        new MovementReversed("receipt/rc-1", "rev-1"),
        new StockReserved("r-1", 3.5m, s_lots, s_at.AddMinutes(10), new(2026, 6, 9), s_at.AddDays(9), true, "bottle", 30, "hash", "the client's own", "batch:b-1"),
        new ReservationCommitted("r-1", 3.5m, s_lots, s_at.AddMinutes(10), new(2026, 6, 9), "hash", 12, 3m),
        new ReservationReleased("r-1", 3.5m, s_lots, s_at.AddMinutes(10), new(2026, 6, 9), "hash", 12, "batch:b-1"),
        new ReservationExpired("r-1", 3.5m, s_lots, s_at.AddMinutes(10), new(2026, 6, 9), "hash", 12),
        new ReservationExtended("r-1", s_at.AddMinutes(20), "x-1", "hash"),
        new ReservationKept("r-1"),
        new ReservationBarred("r-1", "batch:b-1", 3),
        new ReservationRepinned("r-1", s_lots),
        new ReservationPinned("r-1"),
        new ReservationUnpinned("r-1"),
        new LotStatusSet("L1", LotStatus.Recalled, "召回"),
        new LotPlaced("p-1", "L1", 2.5m, "A-01", "B-02", 20, "理由", "hash"),
        new LotsRecalled("RC-1", ["L1", "L2"], new("SN-001", "SN-099")),
        new LotsRecallLifted("RC-1"),
        new FactRecorded("f-1", FactKind.OfflineSale, 3m, -2m, -1m, [new("L1", -2m, s_cost, 0m, "SN-1")], "L1", "C-1", "SN-1", "offline", "doc-1", s_at, s_causes, "hash"),
        new UnmatchedChanged("f-1", -1m, -1m),
        new IncidentRaised("f-1", FactKind.Breakage, s_causes, 3m, "L1", "C-1", "SN-1"),
        new IncidentClosed("f-1", "counted", new("f-1", FactKind.Breakage, s_causes, 3m, "L1", "C-1", "SN-1", s_at, "key-1", null, null, null, 7), "hash"),
        new IncidentAssigned("f-1", "zhang"),
        new IncidentCommented("f-1", "c-1", "查过了"),
        new IncidentReopened("f-1", "again", new("f-1", FactKind.Theft, s_causes, 3m, "L1", "C-1", "SN-1", s_at, "key-1", "counted", s_at, "key-2", 7, "zhang", [new("c-1", "查过了", "key-1", s_at)], [new("r-1", 3m, 1.5m)], "before")),
        new UnmatchedMatched("m-1", "f-1", 1m, "L1", "receipt/rc-1", "found", -2m, "match:m-1", "hash"),
        new OutboundTransitOpened("t-1", "S2", [s_goods], 2m, "hash"),
        new OutboundTransitClosed("t-1", [s_goods], 2m),
        new InboundTransitOpened("t-1", "S0", 2m, "hash"),
        new InboundTransitClosed("t-1", 2m),
        new UnitsCoded("k-1", "L1", ["SN-1", "SN-2"], "hash"),
        new UnitsLost("L1", ["SN-1", "SN-2"]),
        new ContainerOpened(
            "c-1", "L1~20270501", "L1", MovementKind.Tester, "ml", 30m, SharingRule.OneClient, "C-1", s_at.AddDays(28), new(24, PeriodUnit.Hours), s_cost, new(OwnerKind.Consignor, "SUP"), "doc-1", "SN-1", "hash"),
        new ContainerReconstituted("c-1", "SALINE", "NS-9", 2.5m, s_at.AddHours(24), "hash"),
        new ContainerMoved("c-1", "u-1", ContainerMoveKind.Treatment, "L1", 5m, 25m, 1m, s_cost with { Amount = 205.75m }, "C-1", "doc-1", "理由", s_at, 25m, "person:li", "hash"),
        new ContainerClosed("c-1", new(
            "c-1", "L1~20270501", "L1", MovementKind.Opening, "ml", 30m, 0m, 20m, 9m, 1m, SharingRule.SingleUse, "C-1", s_at, "key-1", s_at.AddDays(28), new(2, PeriodUnit.Days), s_at.AddHours(1), "SALINE", "NS-9", 2.5m,
            s_cost, 0m, new(OwnerKind.Consignor, "SUP"), "doc-1", "SN-1", "hash", 12)),
    ];
}
