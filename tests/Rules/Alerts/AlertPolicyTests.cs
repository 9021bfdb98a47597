namespace BeautyGrains.Rules.Tests.Alerts;

public sealed class AlertPolicyTests
{
    private static readonly DateOnly s_day = new(2026, 5, 10);
    private static readonly StoreRecord s_store = new("Store", "Asia/Shanghai");
    private static readonly SkuRecord s_sku = new("Serum", "bottle");
    private static readonly DateTimeOffset s_now = new(2026, 5, 10, 2, 0, 0, TimeSpan.Zero);

    private static AlertPolicy Low(string id, decimal? threshold, string? store = null, string? sku = null, DateOnly? from = null, DateOnly? through = null, bool enabled = true) =>
        new(id, AlertKind.Low, store, sku, threshold, null, enabled, from ?? new(2026, 1, 1), through);

    [Fact]
    public void The_most_special_policy_counts_then_the_one_that_began_last_then_the_highest_id()
    {
        var policies = new AlertPolicies(
        [
            Low("chain", 1), Low("store", 2, "S"), Low("sku", 3, null, "K"), Low("both", 4, "S", "K"), Low("both-later", 5, "S", "K", new(2026, 5, 10)),
            Low("both-ended", 6, "S", "K", new(2026, 5, 9), new(2026, 5, 9)), Low("both-to-come", 7, "S", "K", new(2026, 5, 11)), Low("both-later-a", 8, "S", "K", new(2026, 5, 10)),
        ]);
        policies.Of(AlertKind.Low, "T", "X", s_day)!.Value.Threshold.ShouldBe(1);
        policies.Of(AlertKind.Low, "S", "X", s_day)!.Value.Threshold.ShouldBe(2);
        policies.Of(AlertKind.Low, "T", "K", s_day)!.Value.Threshold.ShouldBe(3);
        policies.Of(AlertKind.Low, "S", "K", s_day.AddDays(-2))!.Value.Threshold.ShouldBe(4);
        policies.Of(AlertKind.Low, "S", "K", s_day.AddDays(-1))!.Value.Threshold.ShouldBe(6);
        policies.Of(AlertKind.Low, "S", "K", s_day)!.Value.Threshold.ShouldBe(8);
        policies.Of(AlertKind.Low, "S", "K", s_day.AddDays(1))!.Value.Threshold.ShouldBe(7);
        policies.Of(AlertKind.Low, "T", "X", new(2025, 12, 31)).ShouldBeNull();
        policies.Widest(AlertKind.Low).ShouldBe(8);
    }

    [Fact]
    public void Every_kind_has_defaults_and_one_that_needs_a_threshold_has_none_until_a_policy_names_it()
    {
        foreach (var kind in Enum.GetValues<AlertKind>()) AlertDefaults.Table.ContainsKey(kind).ShouldBeTrue(kind.ToString());
        AlertPolicies.None.Of(AlertKind.Low, "S", "K", s_day).ShouldBeNull();
        AlertPolicies.None.Of(AlertKind.NearExpiry, "S", "K", s_day).ShouldBe(new AlertLimit(90, AlertSeverity.Info));
        new AlertPolicies([new("off", AlertKind.Out, null, "K", null, null, false, new(2026, 1, 1), null)]).Of(AlertKind.Out, "S", "K", s_day).ShouldBeNull();
        new AlertPolicies([new("loud", AlertKind.NearExpiry, null, null, null, AlertSeverity.Critical, true, new(2026, 1, 1), null)])
            .Of(AlertKind.NearExpiry, "S", "K", s_day).ShouldBe(new AlertLimit(90, AlertSeverity.Critical));
    }

    [Theory]
    [InlineData(AlertKind.Low, 0, "must-be-positive")]
    [InlineData(AlertKind.Low, 0.0001, "at-most-3-decimals")]
    [InlineData(AlertKind.Out, 1, "not-with-this-kind")]
    [InlineData(AlertKind.NearExpiry, -1, "must-not-be-negative")]
    [InlineData(AlertKind.NearExpiry, 1.5, "at-most-0-decimals")]
    [InlineData(AlertKind.TransferStuck, 10_001, "must-be-at-most-10000")]
    [InlineData(AlertKind.Variance, 2.5, "at-most-0-decimals")]
    [InlineData(AlertKind.Budget, 80, "not-with-this-kind")]
    public void A_threshold_must_be_one_of_its_kind(AlertKind kind, double threshold, string rule) =>
        AlertPoliciesRules.Put(AlertPoliciesState.Empty, new("P", kind, null, null, (decimal)threshold, null, true, s_day, null)).Refusal.ShouldBe(Refusal.Invalid("threshold", rule));

    [Fact]
    public void A_reorder_point_counts_where_no_policy_names_the_product_and_not_where_the_kind_is_switched_off()
    {
        new AlertPolicies([Low("chain", 1)]).Of(AlertKind.Low, "S", "K", s_day, 7)!.Value.Threshold.ShouldBe(7);
        new AlertPolicies([Low("store", 2, "S")]).Of(AlertKind.Low, "S", "K", s_day, 7)!.Value.Threshold.ShouldBe(7);
        new AlertPolicies([Low("sku", 3, null, "K")]).Of(AlertKind.Low, "S", "K", s_day, 7)!.Value.Threshold.ShouldBe(3);
        new AlertPolicies([Low("loud", null, null, "K")]).Of(AlertKind.Low, "S", "K", s_day, 7)!.Value.Threshold.ShouldBe(7);
        new AlertPolicies([Low("off", null, "S", enabled: false)]).Of(AlertKind.Low, "S", "K", s_day, 7).ShouldBeNull();
        AlertPolicies.None.Of(AlertKind.Low, "S", "K", s_day, 7)!.Value.Threshold.ShouldBe(7);
    }

    [Theory]
    [InlineData(5, 4, 0, null, "low")]
    [InlineData(5, 5, 0, null, "low")]
    [InlineData(5, 6, 0, null, "")]
    [InlineData(5, 0, 0, null, "out")]
    [InlineData(5, 0, -2, null, "out unmatched")]
    [InlineData(50, 60, 0, 50, "over-stock")]
    [InlineData(50, 50, 0, 50, "")]
    public void A_stock_gives_cause_for_what_it_is(int lowAt, int available, int unmatched, int? overAt, string kinds)
    {
        var policies = new AlertPolicies([Low("low", lowAt == 50 ? null : lowAt), new("over", AlertKind.OverStock, null, null, overAt, null, true, new(2026, 1, 1), null)]);
        var picture = new StockPicture("S", "K", available, available, unmatched);
        string.Join(' ', StockSigns.Kinds.Where(kind => StockSigns.Of(kind, picture, new(s_sku, s_store), policies, s_now) is not null).Select(AlertKinds.WordOf)).ShouldBe(kinds);
        // What is no longer sold is neither low nor out.
        StockSigns.Kinds.Where(kind => StockSigns.Of(kind, picture, new(s_sku with { Active = false }, s_store), policies, s_now) is not null)
            .ShouldNotContain(kind => kind == AlertKind.Low || kind == AlertKind.Out);
    }

    [Fact]
    public void The_text_of_a_stock_tells_its_facts_in_both_languages()
    {
        var facts = StockSigns.Of(AlertKind.Low, new("S-1", "K-1", 3, 2.50m, 0), new(s_sku, s_store), new([Low("low", 3)]), s_now)!;
        AlertTexts.Of(AlertKind.Low, facts, inChinese: false).ShouldBe(new("Low stock", "S-1: 2.5 bottle of K-1 available, threshold 3."));
        AlertTexts.Of(AlertKind.Low, facts, inChinese: true).ShouldBe(new("库存偏低", "S-1：K-1 可用量 2.5 bottle，阈值 3。"));
        foreach (var kind in Enum.GetValues<AlertKind>())
            AlertTexts.NamesOf(kind, inChinese: true).Order().ShouldBe(AlertTexts.NamesOf(kind, inChinese: false).Order(), kind.ToString());
    }

    [Theory]
    [InlineData("low:S:K", "low/S/K")]
    [InlineData("near-expiry:S:K:L~20270531", "near-expiry/S/K/L~20270531")]
    [InlineData("transfer-stuck:T-1", "transfer-stuck/T-1")]
    public void A_cause_is_a_key_and_an_id(string id, string key)
    {
        AlertCause.FromId(id)!.Key.ShouldBe(key);
        AlertCause.Parse(key).Id.ShouldBe(id);
        AlertCause.Parse(key).ShouldBe(AlertCause.FromId(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("low")]
    [InlineData("low:")]
    [InlineData("low:a b")]
    [InlineData("low:a/b")]
    [InlineData("LOW:S:K")]
    [InlineData("0:S:K")]
    [InlineData("low:a:b:c:d:e")]
    [InlineData("low:..:K")]
    public void What_is_no_cause_is_not_read(string id) => AlertCause.FromId(id).ShouldBeNull();

    [Fact]
    public void Names_that_are_no_ids_stand_in_a_cause_by_a_fingerprint()
    {
        var cause = AlertCause.Of(AlertKind.Licence, "S", "沪食药 2026/001");
        AlertCause.FromId(cause.Id).ShouldBe(cause);
        AlertCause.Of(AlertKind.Licence, "S", "沪食药 2026/002").ShouldNotBe(cause);
    }
}
