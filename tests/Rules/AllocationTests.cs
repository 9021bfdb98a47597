namespace BeautyGrains.Rules.Tests;

/// <summary>How a warehouse shares what is short.</summary>
public sealed class AllocationTests
{
    private static readonly DateTimeOffset s_at = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, decimal, double, string, string> Rows => new()
    {
        { "enough for all", 30, 1, "10 20", "10 20" },
        { "by what each asks", 15, 1, "10 20", "5 10" },
        { "the largest remainder first", 10, 1, "10 10 10", "4 3 3" },
        { "who lost most by rounding", 7, 1, "5 4 2", "3 3 1" },
        { "nothing", 0, 1, "5 4", "0 0" },
        { "whole steps of six", 17, 6, "12 12", "6 6" },
        { "thousandths where there is no step", 1, 0, "1 1 1", "0.334 0.333 0.333" },
        { "one alone", 3, 1, "5", "3" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Shares_are_these(string why, decimal available, double step, string asked, string given)
    {
        ShareAsk[] asks = [.. asked.Split(' ').Select((one, at) => new ShareAsk($"R{at}", decimal.Parse(one, System.Globalization.CultureInfo.InvariantCulture), s_at.AddMinutes(at)))];
        var shares = AllocationRules.Share(available, step == 0 ? null : (decimal)step, asks);
        string.Join(' ', asks.Select(ask => (shares[ask.Requisition] / 1.0000m).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture))).ShouldBe(given, why);
    }

    [Fact]
    public void Nobody_gets_more_than_they_ask_nothing_is_given_twice_and_less_than_a_step_each_is_kept_back()
    {
        var dice = 12_345u;
        int Roll(int sides) => (int)((dice = unchecked(dice * 1_664_525 + 1_013_904_223)) >> 8) % sides;
        for (var round = 0; round < 2_000; round++)
        {
            var step = 1 + Roll(6);
            ShareAsk[] asks = [.. Enumerable.Range(0, 1 + Roll(8)).Select(at => new ShareAsk($"R{at}", step * (1 + Roll(20)), s_at.AddMinutes(Roll(3))))];
            decimal available = Roll(200);
            var shares = AllocationRules.Share(available, step, asks);
            shares.Count.ShouldBe(asks.Length);
            asks.ShouldAllBe(ask => shares[ask.Requisition] >= 0 && shares[ask.Requisition] <= ask.Asked && shares[ask.Requisition] % step == 0);
            var (given, asked) = (shares.Values.Sum(), asks.Sum(ask => ask.Asked));
            given.ShouldBeLessThanOrEqualTo(available);
            if (asked <= available) given.ShouldBe(asked);
            else (available - given).ShouldBeLessThan(step);
            // Whoever asks the same gets the same, but for one step.
            foreach (var (one, other) in from one in asks from other in asks where one.Asked == other.Asked select (one, other))
                Math.Abs(shares[one.Requisition] - shares[other.Requisition]).ShouldBeLessThanOrEqualTo(step);
        }
    }
}
