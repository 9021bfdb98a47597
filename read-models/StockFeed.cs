using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>A change of a stock, as live listeners see it.</summary>
/// <param name="Position">In the journal; resume after it.</param>
/// <param name="Type">The event's name without its version, such as "stock-moved".</param>
/// <param name="Movement">With stock-moved.</param>
/// <param name="Reservation">With what concerns a reservation.</param>
/// <param name="Lot">With what concerns a lot.</param>
/// <param name="Incident">With what concerns an incident.</param>
/// <param name="Transfer">With what concerns goods on their way.</param>
public sealed record StockChange(
    JournalPosition Position,
    string Store,
    string Sku,
    long Version,
    string Type,
    DateTimeOffset At,
    string Actor,
    MovementView? Movement = null,
    ReservationChange? Reservation = null,
    LotChange? Lot = null,
    string? Incident = null,
    string? Transfer = null);

/// <summary>What a listener needs to know of a reservation.</summary>
/// <param name="State">Absent where the event does not change it.</param>
/// <param name="Quantity">In the base unit; absent where the event does not say.</param>
public sealed record ReservationChange(string Id, ReservationState? State, decimal? Quantity, DateTimeOffset? ExpiresAt);

/// <summary>What a listener needs to know of a lot.</summary>
public sealed record LotChange(string Lot, LotStatus Status, DateTimeOffset? ExpiresAt);

/// <summary>Decides what of the journal live listeners see.</summary>
public static class StockFeed
{
    /// <summary>The change that an event is, or null when listeners do not see it. Personal fields never leave this way.</summary>
    public static StockChange? Of(RecordedEvent recorded)
    {
        if (recorded.Stream.Category != StockKind.Instance.Category) return null;
        var key = StockKey.Parse(recorded.Stream.Key);
        var name = recorded.Type[..recorded.Type.LastIndexOf('.')];
        return Fill(new(recorded.Position, key.Store, key.Sku, recorded.Version, name, recorded.At, recorded.Actor), recorded, StockKind.Instance.Events.Read(recorded));
    }

    private static StockChange? Fill(StockChange change, RecordedEvent recorded, StockEvent happened) => happened switch
    {
        StockMoved moved => change with { Movement = Ledger.Movement(recorded, moved) },
        StockReserved it => Of(change, it.Id, ReservationState.Open, it.Quantity, it.ExpiresAt),
        ReservationCommitted it => Of(change, it.Id, ReservationState.Committed, it.Quantity, it.ExpiresAt),
        ReservationReleased it => Of(change, it.Id, ReservationState.Released, it.Quantity, it.ExpiresAt),
        ReservationExpired it => Of(change, it.Id, ReservationState.Expired, it.Quantity, it.ExpiresAt),
        ReservationExtended it => Of(change, it.Id, null, null, it.ExpiresAt),
        ReservationKept it => Of(change, it.Id, null, null, null),
        ReservationRepinned it => Of(change, it.Id, null, null, null),
        ReservationPinned it => Of(change, it.Id, null, null, null),
        ReservationUnpinned it => Of(change, it.Id, null, null, null),
        LotOpened it => change with { Lot = new(it.Lot, it.Status, it.ExpiresAt) },
        LotStatusSet it => change with { Lot = new(it.Lot, it.Status, null) },
        IncidentRaised it => change with { Incident = it.Id },
        IncidentClosed it => change with { Incident = it.Id },
        OutboundTransitOpened it => change with { Transfer = it.TransferId },
        OutboundTransitClosed it => change with { Transfer = it.TransferId },
        InboundTransitOpened it => change with { Transfer = it.TransferId },
        InboundTransitClosed it => change with { Transfer = it.TransferId },
        // A fact is told by its movement and its incident, a reversal by its counter-movement.
        _ => null,
    };

    private static StockChange Of(StockChange change, string id, ReservationState? state, decimal? quantity, DateTimeOffset? expiresAt) =>
        change with { Reservation = new(id, state, quantity, expiresAt) };
}
