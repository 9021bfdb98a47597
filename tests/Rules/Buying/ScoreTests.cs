using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Rules.Tests.Buying;

/// <summary>How a supplier's record becomes one number.</summary>
public sealed class ScoreTests
{
    private static readonly ScoreWeights s_weights = new(0.4m, 0.3m, 0.2m, 0.1m, 0.05m);

    [Fact]
    public void The_score_is_the_weighted_mean_of_what_is_known()
    {
        ScoreRules.Of(new("S", 2, 1, 1, 1, 0, 100), s_weights).ShouldBe(1);
        ScoreRules.Of(new("S", 2, 0.5m, 0.8m, 1, 0.1m, 125), s_weights).ShouldBe(0.2m + 0.24m + 0.18m + 0.08m);
        ScoreRules.Of(new("S", 2, 0.5m, null, 0, null, null), s_weights).ShouldBe(0.5m);
        ScoreRules.Of(new("S", 0, null, null, 1, 0, 80), s_weights).ShouldBe(1, "Cheaper than the average is not better than best.");
        ScoreRules.Of(new("S", 0, null, null, 0, null, null), s_weights).ShouldBeNull();
        ScoreRules.Of(new("S", 2, 1, null, 0, null, null), s_weights with { OnTime = 0 }).ShouldBeNull();
    }

    [Fact]
    public void The_newest_row_that_counts_on_the_day_decides_and_a_change_needs_its_margin()
    {
        var policy = BuyingDefaults.Policy with { ScoreWeights = [s_weights, s_weights with { Margin = 0.2m, ValidFrom = new(2026, 1, 1) }] };
        policy.WeightsOn(new(2025, 12, 31)).Margin.ShouldBe(0.05m);
        policy.WeightsOn(new(2026, 1, 1)).Margin.ShouldBe(0.2m);
        BuyingDefaults.Policy.WeightsOn(new(2026, 1, 1)).ShouldBe(BuyingDefaults.Weights);
        ScoreRules.IsBetter(0.85m, 0.8m, s_weights).ShouldBeTrue();
        ScoreRules.IsBetter(0.849m, 0.8m, s_weights).ShouldBeFalse();
        ScoreRules.IsBetter(0.9m, null, s_weights).ShouldBeFalse();
        ScoreRules.IsBetter(null, 0.1m, s_weights).ShouldBeFalse();
    }
}
