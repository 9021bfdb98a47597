using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>A change of a waiting list, as live listeners see it; who the client is the entry tells those who may read it.</summary>
/// <param name="Position">In the journal; resume after it.</param>
/// <param name="Id">Of the one who waits.</param>
/// <param name="ExpiresAt">With an offer: until when it holds.</param>
public sealed record WaitingChange(
    JournalPosition Position, string Store, string Sku, string Id, WaitingState State, DateTimeOffset? ExpiresAt, DateTimeOffset At, string Actor, long Version);

/// <summary>Decides what of the journal those see who tell clients of their offers.</summary>
public static class WaitingFeed
{
    /// <summary>The change that an event is, or null when listeners do not see it.</summary>
    public static WaitingChange? Of(RecordedEvent recorded)
    {
        if (recorded.Stream.Category != WaitingListKind.Instance.Category) return null;
        return WaitingListKind.Instance.Events.Read(recorded) switch
        {
            WaitingJoined it => Of(recorded, it, WaitingState.Waiting, null),
            WaitingOffered it => Of(recorded, it, WaitingState.Offered, it.ExpiresAt),
            WaitingEnded it => Of(recorded, it, it.How, it.ExpiresAt),
            // What is asked of the stock is told once it has answered.
            _ => null,
        };
    }

    private static WaitingChange Of(RecordedEvent recorded, WaitingEvent happened, WaitingState state, DateTimeOffset? expiresAt)
    {
        var key = StockKey.Parse(recorded.Stream.Key);
        return new(recorded.Position, key.Store, key.Sku, happened.Id, state, expiresAt, recorded.At, recorded.Actor, recorded.Version);
    }
}
