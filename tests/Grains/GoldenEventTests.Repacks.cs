using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

/// <summary>Samples of repacking and of bins.</summary>
public sealed partial class GoldenEventTests
{
    private static string[] RepackNames() =>
        [.. RepackProcessKind.Instance.Events.Names, .. RecipeKind.Instance.Events.Names, .. RepackPolicyKind.Instance.Events.Names, .. BinsKind.Instance.Events.Names, .. PickListKind.Instance.Events.Names];

    private static IEnumerable<(string, string, object)> Repacks() =>
    [
        Sample(RepackProcessKind.Instance, new RepackAsked(
            "S", "kit", 2, true, [new("A", 4, false, "L1", 1.5m), new("BOX", 2, true, null, 2)], [new("KIT", 2, false, null, 1)], "K-1", "促销", "hash")),
        Sample(RepackProcessKind.Instance, new RepackTaken("A", [s_lot with { Parents = [new("B", "L0", 1.5m)] }], new(RefusalKind.InsufficientAvailable, Available: 1.5m, Sku: "A"))),
        Sample(RepackProcessKind.Instance, new RepackPlanned(
            [new("KIT", [new("K-1", 2, s_lot.Expiry, s_at, new(2025, 1, 2), LotStatus.Held, new(12.5m, "CNY"), "SUP", new(OwnerKind.Consignor, "SUP"), [new("A", "L1", 4)])])], new(25, "CNY"))),
        Sample(RepackProcessKind.Instance, new RepackStopped(new(RefusalKind.RepackNotAllowed, State: "owners-differ"))),
        Sample(RepackProcessKind.Instance, new RepackReturned("A")),
        Sample(RepackProcessKind.Instance, new RepackMade("KIT", ["K-1", "K-1~repack"])),
        Sample(RepackProcessKind.Instance, new RepackUndoAsked("wrong")),
        Sample(RepackProcessKind.Instance, new RepackUndone(1, new(RefusalKind.InsufficientAvailable, Available: 1.5m, Sku: "A"))),
        Sample(RepackProcessKind.Instance, new RepackRedone(1)),
        Sample(RepackProcessKind.Instance, new RepackRestored("A")),
        Sample(RecipeKind.Instance, new RecipePut(new("Kit", "套装", [new([new("A", 2, 1.5m), new("BOX", 1, null, true)], [new("KIT", 1)], new(2026, 1, 1), new(2026, 12, 31))], false))),
        Sample(RepackPolicyKind.Instance, new RepackPolicyPut(new([new(GoodsCategory.Drug, [RepackKind.Split, RepackKind.Kit], new(2026, 1, 1), new(2026, 12, 31))]))),
        Sample(PickListKind.Instance, new PickListMade("zhang", [new(1, "A-01", 10, "A", "L1", s_at, 2.5m, "basket:B-1"), new(2, null, -1, "A", "L2", null, 1, "r-1")], ["r-2"], "hash")),
        Sample(PickListKind.Instance, new PickListAssigned("li")),
        Sample(PickListKind.Instance, new PickConfirmed(1, 1.5m)),
        Sample(PickListKind.Instance, new PickTaken(1, 1, new(RefusalKind.InsufficientAvailable, Available: 1.5m, Lot: "L1"))),
        Sample(PickListKind.Instance, new PickLossRecorded(1, "pick:P-1:1")),
        Sample(PickListKind.Instance, new PickReplanned(1, [new(3, "A-02", 20, "A", "L2", null, 0.5m, "basket:B-1", InsteadOf: 1)], 0.5m)),
        Sample(PickListKind.Instance, new PickListFinished()),
        Sample(PickListKind.Instance, new PickListCancelled("客人取消")),
        Sample(PickListKind.Instance, new PickReturned(1, new(RefusalKind.InvalidState, State: "committed"))),
        Sample(BinsKind.Instance, new BinPut("A-01", new("F", 10, [StorageClass.Cold], 12.5m, "Shelf", false))),
    ];
}
