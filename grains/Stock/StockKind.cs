using System.Buffers;
using System.Text.Json;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>How stocks are written and folded. Streams: "stock", key "store/sku".</summary>
public sealed class StockKind : AggregateKind<Stock, StockEvent>
{
    private static readonly StockJson Json = new(EventJson.Readable(StockJson.Default, new LotQuantitiesJson()));

    private StockKind() { }

    /// <summary>The one instance.</summary>
    public static StockKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "stock";

    /// <inheritdoc />
    public override int FoldVersion => 9;

    /// <summary>Name of the events that the ledger consists of.</summary>
    public const string MovedName = "stock-moved.1";

    /// <summary>Name of the events that tell what has physically happened.</summary>
    public const string FactName = "fact-recorded.1";

    /// <summary>Name of the events that move goods within a store.</summary>
    public const string PlacedName = "lot-placed.1";
    /// <summary>Name of the events that take out of open containers.</summary>
    public const string ContainerMovedName = "container-moved.1";

    /// <summary>Name of the events that open lots.</summary>
    public const string OpenedName = "lot-opened.1";

    /// <summary>Name of the events that send goods to other stores.</summary>
    public const string SentName = "outbound-transit-opened.1";

    /// <summary>Name of the events by which goods have arrived at other stores.</summary>
    public const string SentClosedName = "outbound-transit-closed.1";

    /// <summary>Name of the events that make reservations.</summary>
    public const string ReservedName = "stock-reserved.1";

    /// <summary>Name of the event by which a stock knows of a recall; it changes no quantity.</summary>
    public const string RecalledName = "lots-recalled.1";

    /// <summary>Name of the event by which a recall counts no longer; it changes no quantity.</summary>
    public const string LiftedName = "lots-recall-lifted.1";

    /// <summary>Name of <see cref="UnitsCoded"/>.</summary>
    public const string CodedName = "units-coded.1";

    /// <summary>Name of <see cref="UnitsLost"/>.</summary>
    public const string UnitsLostName = "units-lost.1";
    /// <summary>An incident as snapshots have it.</summary>
    public static string SaveIncident(Incident incident) => JsonSerializer.Serialize(incident, Json.Incident);

    /// <summary>Reads what <see cref="SaveIncident"/> wrote.</summary>
    public static Incident LoadIncident(string json) => JsonSerializer.Deserialize(json, Json.Incident)!;

    /// <summary>Units without book stock as snapshots have them.</summary>
    public static string SaveUnmatched(UnmatchedEntry entry) => JsonSerializer.Serialize(entry, Json.UnmatchedEntry);

    /// <summary>Reads what <see cref="SaveUnmatched"/> wrote.</summary>
    public static UnmatchedEntry LoadUnmatched(string json) => JsonSerializer.Deserialize(json, Json.UnmatchedEntry)!;

    /// <inheritdoc />
    public override EventCodec<StockEvent> Events { get; } = new EventCodec<StockEvent>()
        .Add(OpenedName, Json.LotOpened)
        .Add(MovedName, Json.StockMoved)
        .Add("movement-reversed.1", Json.MovementReversed)
        .Add(ReservedName, Json.StockReserved)
        .Add("reservation-committed.1", Json.ReservationCommitted)
        .Add("reservation-released.1", Json.ReservationReleased)
        .Add("reservation-expired.1", Json.ReservationExpired)
        .Add("reservation-extended.1", Json.ReservationExtended)
        .Add("reservation-kept.1", Json.ReservationKept)
        .Add("reservation-barred.1", Json.ReservationBarred)
        .Add("reservation-repinned.1", Json.ReservationRepinned)
        .Add("reservation-pinned.1", Json.ReservationPinned)
        .Add("reservation-unpinned.1", Json.ReservationUnpinned)
        .Add("lot-status-set.1", Json.LotStatusSet)
        .Add(PlacedName, Json.LotPlaced)
        .Add(RecalledName, Json.LotsRecalled)
        .Add(LiftedName, Json.LotsRecallLifted)
        .Add(FactName, Json.FactRecorded)
        .Add("unmatched-changed.1", Json.UnmatchedChanged)
        .Add("incident-raised.1", Json.IncidentRaised)
        .Add("incident-closed.1", Json.IncidentClosed)
        .Add("incident-assigned.1", Json.IncidentAssigned)
        .Add("incident-commented.1", Json.IncidentCommented)
        .Add("incident-reopened.1", Json.IncidentReopened)
        .Add("unmatched-matched.1", Json.UnmatchedMatched)
        .Add(SentName, Json.OutboundTransitOpened)
        .Add(SentClosedName, Json.OutboundTransitClosed)
        .Add("inbound-transit-opened.1", Json.InboundTransitOpened)
        .Add("inbound-transit-closed.1", Json.InboundTransitClosed)
        .Add(CodedName, Json.UnitsCoded)
        .Add(UnitsLostName, Json.UnitsLost)
        .Add("container-opened.1", Json.ContainerOpened)
        .Add("container-reconstituted.1", Json.ContainerReconstituted)
        .Add(ContainerMovedName, Json.ContainerMoved)
        .Add("container-closed.1", Json.ContainerClosed);

    /// <inheritdoc />
    public override Stock Empty(string key) => Stock.Empty(key);

    /// <inheritdoc />
    public override Stock Evolve(Stock state, StockEvent happened, EventInfo info) => StockEvolve.Apply(state, happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(Stock state) =>
        JsonSerializer.SerializeToUtf8Bytes(StockSnapshot.Of(state), Json.StockSnapshot);

    /// <inheritdoc />
    /// <remarks>Filters of ids are filled and given up in bunches that begin where a stock was loaded: those of a stock that was loaded within a week are others than those of one that was not.</remarks>
    public override bool IsSame(Stock one, Stock other) => base.IsSame(one with { Memory = IdMemory.Empty }, other with { Memory = IdMemory.Empty });

    /// <inheritdoc />
    /// <remarks>The bits of filters lie apart: there are up to 2 MB of them, and they cannot be made smaller.</remarks>
    public override SavedState SaveForSnapshot(Stock state)
    {
        var apart = new ArrayBufferWriter<byte>();
        return new(JsonSerializer.SerializeToUtf8Bytes(StockSnapshot.Of(state, apart), Json.StockSnapshot), apart.WrittenMemory);
    }

    /// <inheritdoc />
    /// <exception cref="JournalCorruptException">It cannot be read.</exception>
    public override Stock LoadState(ReadOnlySpan<byte> json) => LoadFromSnapshot(json, default);

    /// <inheritdoc />
    /// <exception cref="JournalCorruptException">It cannot be read.</exception>
    public override Stock LoadFromSnapshot(ReadOnlySpan<byte> json, ReadOnlySpan<byte> apart)
    {
        try
        {
            return (JsonSerializer.Deserialize(json, Json.StockSnapshot) ?? throw new JsonException("null")).ToStock(apart);
        }
        catch (JsonException broken)
        {
            throw new JournalCorruptException($"A snapshot of a stock cannot be read: {broken.Message}", broken);
        }
    }

    /// <summary>A container as rows keep it.</summary>
    public static string SaveContainer(Container one) => JsonSerializer.Serialize(one, Json.Container);

    /// <summary>Reads what <see cref="SaveContainer"/> wrote.</summary>
    public static Container LoadContainer(string json) => JsonSerializer.Deserialize(json, Json.Container)!;

    /// <inheritdoc />
    public override Stock AtRest(Stock state) => state with { Memory = state.Memory.WithoutRecent() };

    /// <inheritdoc />
    public override CommandRef? CommandOf(StockEvent happened) => CommandIds.Of(happened);
}
