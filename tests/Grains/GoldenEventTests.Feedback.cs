using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

public sealed partial class GoldenEventTests
{
    private static string[] FeedbackNames() => [.. FeedbackKind.Instance.Events.Names, .. FeedbackPolicyKind.Instance.Events.Names];

    private static (string, string, object)[] Feedback()
    {
        var duty = new FeedbackDuty(s_at.AddDays(15), "化妆品不良反应监测管理办法", GoodsCategory.SpecialCosmetic, true);
        EquatableList<FeedbackLot> lots = [new("A", "L1", true, GoodsCategory.SpecialCosmetic), new("B", "L2", false)];
        return
        [
            Sample(FeedbackKind.Instance, new FeedbackReceived(
                "S", FeedbackSort.AdverseReaction, FeedbackSeverity.Severe, true, FeedbackStep.AfterCare, new("C-1", "A", "L1", "SN-1", "B-1", "s1", "单据", "SV-1"), "红肿", s_at, s_at.AddDays(1), "本人", ["D-1"], lots, duty, "hash")),
            Sample(FeedbackKind.Instance, new FeedbackAmended(FeedbackSort.AdverseReaction, FeedbackSeverity.Death, false, FeedbackStep.Product, ["D-1", "D-2"], lots, duty, "更正")),
            Sample(FeedbackKind.Instance, new FeedbackMoved(FeedbackMove.Report, "初报", "N-1", "D-1", "person:m")),
            Sample(FeedbackPolicyKind.Instance, new FeedbackPolicyPut(new(
                [new(GoodsCategory.Drug, FeedbackSeverity.Death, true, 0, 15, "law", new(2026, 1, 1), new(2026, 12, 31))], [new(GoodsCategory.DeviceI, 3, 30, true, 60, new(2026, 1, 1), new(2026, 12, 31))]))),
        ];
    }
}
