namespace Orleans.Runtime;

/// <summary>A reminder as it is kept.</summary>
/// <param name="FirstDue">When its first tick is due, in UTC; ticks stand at this + n × period.</param>
/// <param name="Period">Above zero.</param>
/// <param name="Etag">Changes with each registration, never with a tick; never used for another reminder.</param>
/// <param name="LastTick">The newest tick that was delivered: the moment at which it was due, in UTC; null before the first.</param>
public sealed record EmbeddedReminder(GrainId Grain, string Name, DateTime FirstDue, TimeSpan Period, string Etag, DateTime? LastTick);

/// <summary>Where the embedded host keeps reminders; not part of Orleans's surface, so grains never name it. What it took is durable on return.</summary>
public interface IEmbeddedReminderTable
{
    /// <summary>All that are kept, ordered by grain and name.</summary>
    Task<IReadOnlyList<EmbeddedReminder>> ReadAll();

    /// <summary>Those of a grain, ordered by name.</summary>
    Task<IReadOnlyList<EmbeddedReminder>> ReadOf(GrainId grain);

    /// <summary>That of a grain and a name, or null.</summary>
    Task<EmbeddedReminder?> Read(GrainId grain, string name);

    /// <summary>Keeps a reminder without a tick, in place of the one of that name if there is one.</summary>
    /// <returns>Its etag.</returns>
    Task<string> Write(GrainId grain, string name, DateTime firstDue, TimeSpan period);

    /// <summary>Notes the newest tick that was delivered; nothing when the reminder has another etag or is gone.</summary>
    Task Tick(GrainId grain, string name, string etag, DateTime tick);

    /// <summary>Removes the reminder with that etag.</summary>
    /// <returns>False when there is none.</returns>
    Task<bool> Remove(GrainId grain, string name, string etag);
}
