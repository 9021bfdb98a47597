namespace BeautyGrains.Contracts;

/// <summary>A lot on its way between stores, with all that must arrive with it.</summary>
/// <param name="Quantity">Shipped, in the base unit.</param>
/// <param name="Parents">The lots that a repack made it of, at the store where it did; null where none did.</param>
/// <param name="Serials">Of the units sent, where the SKU's have any; as many as the quantity, or fewer where some have none.</param>
[GenerateSerializer, Immutable, Alias("bg.TravellingLot")]
public sealed record TravellingLot(
    string Lot,
    string LotNo,
    decimal Quantity,
    Expiry? Expiry,
    DateTimeOffset? ExpiresAt,
    DateOnly? MadeOn,
    Money? UnitCost,
    string? Supplier,
    string? Gtin,
    LotOwner? Owner = null,
    EquatableList<LotParent>? Parents = null,
    EquatableList<string>? Serials = null);

/// <summary>What a step of a transfer has put in transit.</summary>
[GenerateSerializer, Immutable, Alias("bg.TransferShipment")]
public sealed record TransferShipment(string TransferId, ImmutableArray<TravellingLot> Lots, decimal Quantity, long Version);

/// <summary>Process step at the source.</summary>
/// <param name="Serials">The units that leave; null for those longest in the lots held.</param>
[GenerateSerializer, Immutable, Alias("bg.ShipTransferLine")]
public sealed record ShipTransferLine(string TransferId, string ReservationId, string To, Caller By, EquatableList<string>? Serials = null);

/// <summary>Process step at the destination, before anything can arrive.</summary>
[GenerateSerializer, Immutable, Alias("bg.ExpectTransferLine")]
public sealed record ExpectTransferLine(string TransferId, string From, decimal Quantity, Caller By);

/// <summary>Process step at the destination: what was accepted of each lot.</summary>
[GenerateSerializer, Immutable, Alias("bg.ReceiveTransferLine")]
public sealed record ReceiveTransferLine(string TransferId, string From, ImmutableArray<ArrivedLot> Lots, bool Quarantine, Caller By);

/// <summary>One lot's arrival.</summary>
/// <param name="Accepted">0 or more; what goes into stock.</param>
[GenerateSerializer, Immutable, Alias("bg.ArrivedLot")]
public sealed record ArrivedLot(TravellingLot Lot, decimal Accepted);

/// <summary>Process step at the source: the transit is over.</summary>
[GenerateSerializer, Immutable, Alias("bg.CloseTransferLine")]
public sealed record CloseTransferLine(string TransferId, Caller By);
