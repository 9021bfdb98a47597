using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>JSON of a stock's events and snapshots.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(LotOpened))]
[JsonSerializable(typeof(StockMoved))]
[JsonSerializable(typeof(MovementReversed))]
[JsonSerializable(typeof(StockReserved))]
[JsonSerializable(typeof(ReservationCommitted))]
[JsonSerializable(typeof(ReservationReleased))]
[JsonSerializable(typeof(ReservationExpired))]
[JsonSerializable(typeof(ReservationExtended))]
[JsonSerializable(typeof(ReservationKept))]
[JsonSerializable(typeof(ReservationBarred))]
[JsonSerializable(typeof(ReservationRepinned))]
[JsonSerializable(typeof(ReservationPinned))]
[JsonSerializable(typeof(ReservationUnpinned))]
[JsonSerializable(typeof(LotStatusSet))]
[JsonSerializable(typeof(LotPlaced))]
[JsonSerializable(typeof(BinQuantity[]))]
[JsonSerializable(typeof(LotParent[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(LotsRecalled))]
[JsonSerializable(typeof(LotsRecallLifted))]
[JsonSerializable(typeof(FactRecorded))]
[JsonSerializable(typeof(UnmatchedChanged))]
[JsonSerializable(typeof(IncidentRaised))]
[JsonSerializable(typeof(IncidentClosed))]
[JsonSerializable(typeof(IncidentAssigned))]
[JsonSerializable(typeof(IncidentCommented))]
[JsonSerializable(typeof(IncidentReopened))]
[JsonSerializable(typeof(IncidentComment[]))]
[JsonSerializable(typeof(ShortReservation[]))]
[JsonSerializable(typeof(UnmatchedMatched))]
[JsonSerializable(typeof(OutboundTransitOpened))]
[JsonSerializable(typeof(OutboundTransitClosed))]
[JsonSerializable(typeof(InboundTransitOpened))]
[JsonSerializable(typeof(InboundTransitClosed))]
[JsonSerializable(typeof(UnitsCoded))]
[JsonSerializable(typeof(UnitsLost))]
[JsonSerializable(typeof(ContainerOpened))]
[JsonSerializable(typeof(ContainerReconstituted))]
[JsonSerializable(typeof(ContainerMoved))]
[JsonSerializable(typeof(ContainerClosed))]
[JsonSerializable(typeof(Container))]
[JsonSerializable(typeof(StockSnapshot))]
internal sealed partial class StockJson : JsonSerializerContext;
