namespace BeautyGrains.Rules.Tests;

/// <summary>The life of one who waits, walked through its table.</summary>
public sealed class WaitingLifeTests
{
    [Fact]
    public void Every_state_is_reached_and_has_an_exit_to_an_end() =>
        WaitingLife.Table.Faults(WaitingState.Accepted, WaitingState.Declined, WaitingState.Lapsed, WaitingState.Left).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/api/waiting.md")]
    [InlineData("docs/api/zh-CN/waiting.md")]
    public void The_documentation_draws_the_table_as_it_is(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BeautyGrains.sln"))) folder = Path.GetDirectoryName(folder)!;
        File.ReadAllText(Path.Combine(folder, file)).ShouldContain($"```mermaid\n{WaitingLife.Table.Diagram()}```", Case.Sensitive, $"Draw it so:\n{WaitingLife.Table.Diagram()}");
    }

    [Fact]
    public void What_could_be_offered_leaves_out_what_lives_too_short_is_held_or_may_not_be_sold()
    {
        var now = new DateTimeOffset(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);
        LotView Lot(decimal onHand, decimal reserved, LotStatus status, DateTimeOffset? expiresAt, bool expired = false) =>
            new("L", "L", null, expiresAt, null, onHand, reserved, status, expired, null, null, null, null, null, 1);
        StockView Stock(decimal available, params LotView[] lots) => new("S", "K", "piece", 0, 0, available, 0, 0, 0, 0, 0, 0, 0, [.. lots], null, 1);
        WaitingRules.Free(
            Stock(100, Lot(5, 2, LotStatus.Released, null), Lot(7, 0, LotStatus.Held, null), Lot(11, 0, LotStatus.Released, now.AddDays(30)), Lot(13, 0, LotStatus.Released, now.AddDays(30).AddTicks(1)), Lot(17, 0, LotStatus.Released, now, true)),
            30, now).ShouldBe(16);
        // Bookings hold goods without a lot.
        WaitingRules.Free(Stock(1, Lot(5, 0, LotStatus.Released, null)), 0, now).ShouldBe(1);
    }
}
