namespace BeautyGrains.Rules.Tests;

public sealed class ExpiryTests
{
    [Theory]
    [InlineData("2027-05-31", "2027-05-31", DatePrecision.Day)]
    [InlineData("2027/5/31", "2027-05-31", DatePrecision.Day)]
    [InlineData("2027.05.31", "2027-05-31", DatePrecision.Day)]
    [InlineData("20270531", "2027-05-31", DatePrecision.Day)]
    [InlineData("2027年5月31日", "2027-05-31", DatePrecision.Day)]
    [InlineData(" 2028-02-29 ", "2028-02-29", DatePrecision.Day)]
    [InlineData("2027-05", "2027-05-01", DatePrecision.Month)]
    [InlineData("2027/05", "2027-05-01", DatePrecision.Month)]
    [InlineData("202705", "2027-05-01", DatePrecision.Month)]
    [InlineData("2027年05月", "2027-05-01", DatePrecision.Month)]
    public void Printed_expiries_are_read(string printed, string date, DatePrecision precision)
    {
        ExpiryText.TryParse(printed, ExpiryKind.FailsOn, out var expiry).ShouldBeTrue();
        expiry.ShouldBe(new Expiry(printed.Trim(), DateOnly.Parse(date, null), precision, ExpiryKind.FailsOn));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2027-02-29")]
    [InlineData("2027-13")]
    [InlineData("2027-00-01")]
    [InlineData("2027-5/31")]
    [InlineData("20270532")]
    [InlineData("2027053")]
    [InlineData("1899-12-31")]
    [InlineData("2201-01-01")]
    [InlineData("2027-05-31\n2027")]
    [InlineData("二〇二七年五月")]
    [InlineData("31.05.2027")]
    public void Other_texts_are_not(string? printed) => ExpiryText.TryParse(printed, ExpiryKind.ValidThrough, out _).ShouldBeFalse();

    [Theory]
    [InlineData("2027-05-31", ExpiryKind.ValidThrough, "2027-06-01")]
    [InlineData("2027-05-31", ExpiryKind.FailsOn, "2027-05-31")]
    [InlineData("2027-05", ExpiryKind.ValidThrough, "2027-06-01")]
    [InlineData("2027-12", ExpiryKind.ValidThrough, "2028-01-01")]
    [InlineData("2027-05", ExpiryKind.FailsOn, "2027-05-01")]
    public void The_first_bad_day_follows_from_kind_and_precision(string printed, ExpiryKind kind, string bad) =>
        ExpiryRules.FirstBadDay(Book.Printed(printed, kind)).ShouldBe(DateOnly.Parse(bad, null));

    [Theory]
    [InlineData("Asia/Shanghai", "2027-05-31T16:00:00Z")]
    [InlineData("America/New_York", "2027-06-01T04:00:00Z")]
    public void The_day_ends_in_the_stores_time_zone(string zone, string instant) =>
        ExpiryRules.ExpiredFrom(Book.Printed("2027-05-31"), zone).ShouldBe(DateTimeOffset.Parse(instant, null));

    // In Cairo clocks went from 2026-04-24T00:00 to 01:00.
    [Fact]
    public void Where_clocks_skip_midnight_the_day_begins_later() =>
        ExpiryRules.ExpiredFrom(Book.Printed("2026-04-23"), "Africa/Cairo").ShouldBe(new DateTimeOffset(2026, 4, 24, 1, 0, 0, TimeSpan.FromHours(3)));

    // Apia went from the end of the 29th to the beginning of the 31st.
    [Fact]
    public void Where_a_whole_day_is_skipped_it_begins_with_the_next_one() =>
        ExpiryRules.ExpiredFrom(Book.Printed("2011-12-29"), "Pacific/Apia").ShouldBe(new DateTimeOffset(2011, 12, 30, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("2026-01-15", 24, "2028-01-14")]
    [InlineData("2026-01-01", 12, "2026-12-31")]
    [InlineData("2026-01-31", 1, "2026-02-27")]
    public void Shelf_life_ends_the_day_before_the_same_date(string made, int months, string last) =>
        ExpiryRules.FromMadeOn(DateOnly.Parse(made, null), months).Date.ShouldBe(DateOnly.Parse(last, null));
}
