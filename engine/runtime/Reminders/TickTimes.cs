using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>When reminders tick: at first due + n × period, whenever the process runs. All moments are UTC.</summary>
internal static class TickTimes
{
    /// <summary>When the reminder has to be looked at next; a moment that has passed when a tick is late.</summary>
    internal static DateTime NextDue(this EmbeddedReminder reminder, DateTime now)
    {
        if (reminder.LastTick is not { } last)
            return reminder.FirstDue;
        var following = last.After(reminder.Period);
        if (following <= now)
            return following;
        // A clock that was put back must not silence the reminder for as long as it had been ahead.
        return reminder.NewestTick(now) is { } newest ? newest.After(reminder.Period) : reminder.FirstDue;
    }

    /// <summary>The newest moment, now at the latest, at which a tick is due; null when none has been yet.</summary>
    internal static DateTime? NewestTick(this EmbeddedReminder reminder, DateTime now)
    {
        if (now < reminder.FirstDue)
            return null;
        var since = now - reminder.FirstDue;
        return now - TimeSpan.FromTicks(since.Ticks % reminder.Period.Ticks);
    }

    private static DateTime After(this DateTime moment, TimeSpan span)
        => span > DateTime.MaxValue - moment ? DateTime.MaxValue : moment + span;
}
