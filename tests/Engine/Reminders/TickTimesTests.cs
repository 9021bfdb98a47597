using System.Globalization;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Tests.Reminders;

public sealed class TickTimesTests
{
    // First due at 10:00, every hour.
    [Theory]
    [InlineData("09:00", null, "10:00")]
    [InlineData("10:00", null, "10:00")]
    [InlineData("12:30", null, "10:00")]
    [InlineData("10:30", "10:00", "11:00")]
    [InlineData("11:00", "10:00", "11:00")]
    [InlineData("14:30", "10:00", "11:00")]
    [InlineData("10:59", "10:00", "11:00")]
    // The clock was put back: a tick at 20:00 has been delivered, and it is earlier now.
    [InlineData("12:30", "20:00", "13:00")]
    [InlineData("13:00", "20:00", "14:00")]
    [InlineData("08:00", "20:00", "10:00")]
    public void A_reminder_is_looked_at_when_its_next_tick_is_due_or_at_once_when_one_is_late(string now, string? last, string due) =>
        Reminder(last).NextDue(At(now)).ShouldBe(At(due));

    [Theory]
    [InlineData("09:59", null)]
    [InlineData("10:00", "10:00")]
    [InlineData("12:30", "12:00")]
    [InlineData("13:00", "13:00")]
    public void The_newest_tick_is_the_last_moment_that_was_due(string now, string? tick) =>
        Reminder(null).NewestTick(At(now)).ShouldBe(tick is null ? null : At(tick));

    [Fact]
    public void A_period_beyond_the_end_of_time_never_comes() =>
        (Reminder("10:00") with { Period = TimeSpan.MaxValue }).NextDue(At("12:00")).ShouldBe(DateTime.MaxValue);

    private static EmbeddedReminder Reminder(string? last) =>
        new(GrainId.Create("a", "b"), "r", At("10:00"), TimeSpan.FromHours(1), "1", last is null ? null : At(last));

    private static DateTime At(string time) =>
        new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) + TimeSpan.ParseExact(time, "hh\\:mm", CultureInfo.InvariantCulture);
}
