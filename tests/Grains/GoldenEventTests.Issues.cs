using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

/// <summary>Samples of issues without sale.</summary>
public sealed partial class GoldenEventTests
{
    private static string[] IssueNames() =>
        [.. IssueKind.Instance.Events.Names, .. IssueQuotaKind.Instance.Events.Names, .. IssuePolicyKind.Instance.Events.Names];

    private static IEnumerable<(string, string, object)> Issues() =>
    [
        Sample(IssueKind.Instance, new IssueAsked(
            MovementKind.StaffPurchase, 2.5m, "L1", "B-01", "员工", "staff-benefits", "2026-11", new(2_500, "CNY"), new(10, new(50_000, "CNY")), "C-1", "p-1", new(1_500, "CNY"), "SN-1", "01...", "doc-1", "hash")),
        Sample(IssueKind.Instance, new IssueQuotaAnswered(new StoredRefusal(RefusalKind.IssueQuotaExceeded, Available: 1, State: "quantity"))),
        Sample(IssueKind.Instance, new IssueStockAnswered([new("L1", -2.5m, new(400.5m, "CNY"), 7.5m, "SN-1", Code: "01...")], new(1_001, "CNY"), null)),
        Sample(IssueKind.Instance, new IssueQuotaReturned()),
        Sample(IssueKind.Instance, new IssueReversalAsked("x-1", "wrong client")),
        Sample(IssueKind.Instance, new IssueReversalAnswered(new StoredRefusal(RefusalKind.NotReversible, State: "reversed"))),
        Sample(IssueQuotaKind.Instance, new QuotaTaken("A/i-1/1", 2.5m, new(2_500, "CNY"))),
        Sample(IssueQuotaKind.Instance, new QuotaReleased("A/i-1/1")),
        Sample(IssuePolicyKind.Instance, new IssuePolicyPut(new(
            [new("marketing", "Marketing", "市场", [MovementKind.Gift, MovementKind.Sample], new(2026, 1, 1), new(2026, 12, 31))],
            [new(MovementKind.Gift, "S", new(10, new(50_000, "CNY")), new(2026, 1, 1), new(2026, 12, 31))]))),
    ];
}
