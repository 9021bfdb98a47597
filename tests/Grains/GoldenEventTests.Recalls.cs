using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

public sealed partial class GoldenEventTests
{
    private static string[] RecallNames() => [.. RecallKind.Instance.Events.Names, .. RecalledLotsKind.Instance.Events.Names, .. RecallPolicyKind.Instance.Events.Names];

    private static (string, string, object)[] Recalls()
    {
        var duty = new RecallDuty(RecallClass.II, GoodsCategory.Drug, 72, 72, 24, 480, "药品召回管理办法", new(2026, 1, 1), new(2026, 12, 31));
        var tally = new RecallTally(100, 1, 2, 60, 5, 10, 7, 20, 3, 2, 4);
        return
        [
            Sample(RecallKind.Instance, new RecallBegun("A", ["L1", "L2"], new("SN-001", "SN-099"), RecallClass.II, "理由", "DOC-1", duty, "hash")),
            Sample(RecallKind.Instance, new RecallOnList()),
            Sample(RecallKind.Instance, new RecallStoresFrozen(32, "S", [new("S", "A", [new("L1", "L1", 2.5m, 1, LotStatus.Recalled, "B-1", new(OwnerKind.Consignor, "V"))], [new("T-1", "T", "L1", 1.5m)], 9, [new("O-1", "L1", MovementKind.Opening, 20.5m, "ml")], [new("L1", "SN-001")])], [new("B", ["RP-1"])])),
            Sample(RecallKind.Instance, new RecallLedgersRead([new("S", 3, 9, ["L1~in"], [new(RecallFate.Sold, -2.5m), new(RecallFate.WithoutClient, -1)], [new("C-1", 1.5m, 0.5m, s_at, true, 2)])])),
            Sample(RecallKind.Instance, new RecallTaskSet("C-1", RecallTask.Recover, RecallTaskState.Unreachable, "号码已停用")),
            Sample(RecallKind.Instance, new RecallReported("first report", "DOC-2")),
            Sample(RecallKind.Instance, new RecallClosed("done", "person:m", tally)),
            Sample(RecallKind.Instance, new RecallLiftAsked("wrong lot", "person:m")),
            Sample(RecallKind.Instance, new RecallStoresLifted("S")),
            Sample(RecalledLotsKind.Instance, new RecallListed(new("RC-1", ["L1"], new("SN-001", "SN-099")))),
            Sample(RecalledLotsKind.Instance, new RecallUnlisted("RC-1")),
            Sample(RecallPolicyKind.Instance, new RecallPolicyPut(new([duty]))),
        ];
    }
}
