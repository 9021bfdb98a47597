namespace BeautyGrains.Rules.Tests.Retention;

/// <summary>How long records are kept, and that nobody shortens it for what is there.</summary>
public sealed class RetentionTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 15, 4, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_today = new(2026, 6, 15);
    private static readonly Caller s_by = new("person:ann", "");
    private static readonly Approver s_second = new("ben", [PersonRole.Administrator], null, []);

    private static RetentionRule Rule(int? months, string from, int? after = null) => new(RecordKind.Counts, months, after, "law", DateOnly.ParseExact(from, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-01-31", null, "2027-01-31")]
    // The longer row of 2025 reaches back.
    [InlineData("2024-07-31", null, "2025-07-31")]
    // The shorter row of June concerns its own time alone.
    [InlineData("2026-05-31", null, "2027-05-31")]
    [InlineData("2026-06-01", null, "2026-12-01")]
    public void A_longer_row_reaches_back_and_a_shorter_one_does_not(string madeOn, string? expiresOn, string until)
    {
        EquatableList<RetentionRule> rules = [Rule(6, "1900-01-01"), Rule(12, "2025-01-01"), Rule(6, "2026-06-01"), Rule(240, "2026-07-01")];
        Until(rules, madeOn, expiresOn).ShouldBe(until);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-02-01", "2028-01-01")]
    [InlineData("2026-01-01", "2028-02-01", "2029-02-01")]
    [InlineData("2026-01-01", null, null)]
    public void The_later_of_record_and_expiry_counts_and_an_unknown_expiry_keeps_for_good(string madeOn, string? expiresOn, string? until) =>
        Until([Rule(24, "1900-01-01", 12)], madeOn, expiresOn).ShouldBe(until);

    [Fact]
    public void Every_kind_has_a_default_that_names_its_source()
    {
        RetentionDefaults.Rules.Select(rule => rule.Kind).ShouldBe(Enum.GetValues<RecordKind>());
        RetentionDefaults.Rules.ShouldAllBe(rule => rule.Source.Length > 0);
        RetentionForm.Check(RetentionDefaults.Rules).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(60, null, "2026-06-15", "")]
    [InlineData(61, null, "2026-06-15", "")]
    [InlineData(null, null, "2026-06-15", "")]
    [InlineData(60, 12, "2026-06-15", "")]
    [InlineData(59, null, "2026-06-15", "counts")]
    [InlineData(59, 120, "2026-01-01", "counts")]
    [InlineData(1, null, "2026-06-16", "")]
    public void It_is_lengthened_at_once_and_shortened_for_the_future_alone(int? months, int? after, string from, string refused)
    {
        var decision = Put([.. RetentionDefaults.Rules, Rule(months, from, after)]);
        (decision.Refusal?.Kind, decision.Refusal?.State ?? "").ShouldBe((refused.Length == 0 ? null : RefusalKind.RetentionShortened, refused));
    }

    [Fact]
    public void What_counts_already_stays_in_the_table() =>
        Put([.. RetentionDefaults.Rules.Where(rule => rule.Kind != RecordKind.Implants)]).Refusal.ShouldBe(new Refusal(RefusalKind.RetentionShortened, State: "implants"));

    [Fact]
    public void Another_administrator_is_needed()
    {
        EquatableList<RetentionRule> rules = [.. RetentionDefaults.Rules, Rule(90, "2026-06-15")];
        Put(rules, null).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        Put(rules, s_second with { PersonId = "ann" }).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        Put(rules, s_second with { Roles = [PersonRole.Quality] }).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNotEntitled);
        Put(rules, s_second with { Stores = ["S"] }).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNotEntitled);
        Put(rules, s_second).Events.ShouldHaveSingleItem();
    }

    private static Decision<RetentionEvent> Put(EquatableList<RetentionRule> rules) => Put(rules, s_second);

    private static Decision<RetentionEvent> Put(EquatableList<RetentionRule> rules, Approver? second) => RetentionRules.Put(RetentionState.Empty, new(rules, null, second, s_by), s_now);

    private static string? Until(EquatableList<RetentionRule> rules, string madeOn, string? expiresOn) => RetentionRules.Until(rules, RecordKind.Counts, Day(madeOn)!.Value, Day(expiresOn), s_today).Day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
