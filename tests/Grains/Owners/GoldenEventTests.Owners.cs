using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

/// <summary>Samples of owners' accounts.</summary>
public sealed partial class GoldenEventTests
{
    private static IEnumerable<(string Name, string Written, object Read)> Owners() =>
    [
        Sample(OwnerAccountKind.Instance, new SettlementDrafted("ST-1", s_at, s_at.AddDays(30), 3, [new(24_200, "CNY")])),
        Sample(OwnerAccountKind.Instance, new SettlementMoved("ST-1", SettlementState.Paid, "对账单 7")),
    ];
}
