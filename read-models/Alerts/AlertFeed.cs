using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>A change of an alert, as live listeners see it.</summary>
/// <param name="Position">In the journal; resume after it.</param>
/// <param name="Type">The event's name without its version, such as "alert-raised".</param>
/// <param name="Store">Null for what concerns the whole chain.</param>
/// <param name="Severity">With what sets it.</param>
/// <param name="Occurrence">With alert-raised.</param>
public sealed record AlertChange(
    JournalPosition Position, AlertCause Cause, string Type, string? Store, AlertSeverity? Severity, int? Occurrence, DateTimeOffset At, string Actor, long Version);

/// <summary>Decides what of the journal listeners to alerts see.</summary>
public static class AlertFeed
{
    /// <summary>The change that an event is, or null when it is none of an alert.</summary>
    public static AlertChange? Of(RecordedEvent recorded)
    {
        if (recorded.Stream.Category != AlertStreamKind.Instance.Category) return null;
        var name = recorded.Type[..recorded.Type.LastIndexOf('.')];
        var (store, severity, occurrence) = Read(AlertStreamKind.Instance.Events.Read(recorded));
        return new(recorded.Position, AlertCause.Parse(recorded.Stream.Key), name, store, severity, occurrence, recorded.At, recorded.Actor, recorded.Version);
    }

    private static (string? Store, AlertSeverity? Severity, int? Occurrence) Read(AlertEvent happened) => happened switch
    {
        AlertRaised it => (it.Facts.Store, it.Facts.Severity, it.Occurrence),
        AlertFactsChanged it => (it.Facts.Store, it.Facts.Severity, null),
        AlertWorsened it => (it.Facts.Store, it.Facts.Severity, null),
        AlertResolved it => (it.Store, null, null),
        AlertAcknowledged it => (it.Store, null, null),
        AlertSnoozed it => (it.Store, null, null),
        AlertSnoozeEnded it => (it.Store, null, null),
        AlertAssigned it => (it.Store, null, null),
        AlertSettled it => (it.Store, null, null),
        _ => throw new JournalCorruptException($"Listeners to alerts do not know what to do with '{happened.GetType().Name}'."),
    };
}
