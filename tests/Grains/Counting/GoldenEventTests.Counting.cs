using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

public sealed partial class GoldenEventTests
{
    private static readonly Expiry s_month = new("2027-03", new(2027, 3, 1), DatePrecision.Month, ExpiryKind.ValidThrough);
    private static readonly CountResult s_result = new(3, 2, 1, 1, 1, [new("CNY", "theft", 100, 250, 2)]);

    private static (string Name, string Written, object Read)[] Counting() =>
    [
        Sample(CountSessionKind.Instance, new CountOpened("S", new(AbcClass.A, true, ["A"], [GoodsCategory.Drug], ["R-1"]), ["A", "B"], ["zhang"], "季度", "hash")),
        Sample(CountSessionKind.Instance, new CountAssigned(["li"])),
        Sample(CountSessionKind.Instance, new CountsSubmitted("s-1", [new("A", "L1", 2.5m, s_at, "R-1", s_month, new(2025, 3, 1), "0104006381333931"), new("B", null, 0, s_at)], 2, 2, "hash")),
        Sample(CountSessionKind.Instance, new CountFinished(["C"])),
        Sample(CountSessionKind.Instance, new CountCompared([new("A", [new("L1", "L1", s_at, 3, 2, new(12.5m, "CNY"), true, false), new(null, "L2", s_at, 1, 1, null, true, true)], 17, null), new("B", [], 0, new(RefusalKind.UnknownSku, Sku: "B"))])),
        Sample(CountSessionKind.Instance, new CountRecountDemanded(["A"], true, "much", 1)),
        Sample(CountSessionKind.Instance, new CountReviewBegun(s_result)),
        Sample(CountSessionKind.Instance, new CountAgreed(s_result)),
        Sample(CountSessionKind.Instance, new CountApproved([new("A", "L1", "theft", "seen")], "unknown", "person:boss", s_result)),
        Sample(CountSessionKind.Instance, new CountLotsPosted([new("A", "L1", new("count:C:L1", -0.5m, 0, [new("r-1", 3, 1.5m)], "count:C:L1", 18), null), new("A", "L2", null, new(RefusalKind.InvalidState, State: "count-contradicted"))])),
        Sample(CountSessionKind.Instance, new CountComparedAnew(["A"])),
        Sample(CountSessionKind.Instance, new CountPosted(s_result)),
        Sample(CountSessionKind.Instance, new CountCancelled("again tomorrow")),
    ];
}
