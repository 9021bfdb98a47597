namespace BeautyGrains.Rules.Tests.Alerts;

/// <summary>What the stages before expiry say of goods.</summary>
public sealed class NearExpiryStageTests
{
    private static readonly ControlPolicy s_policy = new([], [], NearExpiry: [new(90, 0), new(60, 0), new(30, 0), new(120, 0, Category: "filler"), new(45, 0, Category: "filler"), new(10, 0, Sku: "K")]);

    [Theory]
    [InlineData("A", null, 91, null, AlertSeverity.Info)]
    [InlineData("A", null, 90, 90, AlertSeverity.Info)]
    [InlineData("A", null, 60, 60, AlertSeverity.Warning)]
    [InlineData("A", null, 31, 60, AlertSeverity.Warning)]
    [InlineData("A", null, 30, 30, AlertSeverity.Critical)]
    [InlineData("A", "filler", 100, 120, AlertSeverity.Warning)]
    [InlineData("A", "filler", 45, 45, AlertSeverity.Critical)]
    [InlineData("K", "filler", 45, null, AlertSeverity.Info)]
    [InlineData("K", "filler", 3, 10, AlertSeverity.Critical)]
    public void Each_stage_matters_more_than_the_one_before(string sku, string? category, int daysLeft, int? stage, AlertSeverity severity)
    {
        var day = new DateOnly(2026, 6, 1);
        var found = s_policy.StageOf(sku, category, daysLeft, day);
        (found?.Days, NearExpiryStages.SeverityOf(s_policy.StagesOf(sku, category, day), found)).ShouldBe((stage, severity));
    }
}
