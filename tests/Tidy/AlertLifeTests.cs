using BeautyGrains.Grains;

namespace BeautyGrains.Tidy.Tests;

/// <summary>What is drawn is what the rules ask.</summary>
public sealed class AlertLifeTests
{
    [Theory]
    [InlineData("docs/api/alerts.md")]
    [InlineData("docs/api/zh-CN/alerts.md")]
    public void The_drawing_of_an_alert_s_life_is_its_table(string page) => House.Text(page).ReplaceLineEndings("\n").ShouldContain($"```mermaid\n{AlertLife.Table.Diagram()}```");
}
