namespace BeautyGrains.Contracts;

/// <summary>Asks to hold stock of one SKU in one store for a while.</summary>
/// <param name="ReservationId">Made by the caller; send it again to retry safely.</param>
/// <param name="Quantity">Above 0, at most 3 decimals, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The base unit or a pack of the SKU; null for the base unit.</param>
/// <param name="HoldFor">From acceptance; 1 s to 24 h, bookings to 400 days; null for the store's default, for bookings the end of their day.</param>
/// <param name="HoldUntil">Process steps only: an absolute end in place of <paramref name="HoldFor"/>.</param>
/// <param name="Lot">A chosen lot in place of the SKU's picking rule.</param>
/// <param name="LotReason">Why that lot.</param>
/// <param name="MinShelfLifeDays">At least this much life left; the larger of this and the SKU's counts.</param>
/// <param name="ForDate">A booking: holds the quantity for that day, in the store's time zone, and pins lots only at <see cref="RepinReservation"/> or commit.</param>
/// <param name="Pinned">Process steps only: does not expire.</param>
/// <param name="MadeFor">The process that makes it and may take it back, or null; no part of what tells one request from another.</param>
/// <param name="Attempt">Process steps only: counts the process's attempts upwards. Once the stock was told that an attempt is over, its requests come too late. 0: of none.</param>
[GenerateSerializer, Immutable, Alias("bg.ReserveStock")]
public sealed record ReserveStock(
    string ReservationId,
    decimal Quantity,
    string? Unit,
    TimeSpan? HoldFor,
    DateTimeOffset? HoldUntil,
    string? Lot,
    string? LotReason,
    int? MinShelfLifeDays,
    DateOnly? ForDate,
    bool Pinned,
    Caller By,
    string? MadeFor = null,
    long Attempt = 0);

/// <summary>Asks to issue reserved stock.</summary>
/// <param name="Quantity">In the base unit; null for all of it, or for the sum of <paramref name="Lots"/>. The rest is released.</param>
/// <param name="Lots">What was scanned; empty for the pinned lots. Another sellable lot swaps the pin.</param>
/// <param name="Use">Sale or ServiceConsumption.</param>
/// <param name="Client">Number of the client who gets the goods: 1 to 64 of the characters of ids; null where none is known.</param>
[GenerateSerializer, Immutable, Alias("bg.CommitReservation")]
public sealed record CommitReservation(
    string ReservationId,
    decimal? Quantity,
    ImmutableArray<ScannedLot> Lots,
    MovementKind Use,
    string? Document,
    Caller By,
    string? Client = null);

/// <summary>One scanned lot.</summary>
/// <param name="Quantity">Above 0, in the base unit.</param>
/// <param name="Serial">As scanned; kept with the movement.</param>
/// <param name="Code">What was scanned, as it was: 1 to 1,000 characters; kept with the movement. Null where the lot was typed.</param>
/// <param name="Bin">Take from this bin; null for unplaced goods first, then bins in walking order.</param>
[GenerateSerializer, Immutable, Alias("bg.ScannedLot")]
public sealed record ScannedLot(string Lot, decimal Quantity, string? Serial, string? Code = null, string? Bin = null);

/// <summary>Asks to give up a reservation.</summary>
/// <param name="OnlyIfMadeFor">Process steps only: take back what this process made, as if it had never been, and leave everything else as it is.</param>
/// <param name="Attempt">
/// Process steps only: this attempt of the process is over, also where nothing is held: a request to reserve that is still on its way holds nothing any more.
/// What a later attempt has made stays. 0: of none.
/// </param>
[GenerateSerializer, Immutable, Alias("bg.ReleaseReservation")]
public sealed record ReleaseReservation(string ReservationId, Caller By, string? OnlyIfMadeFor = null, long Attempt = 0);

/// <summary>Asks to let a reservation end at now + <paramref name="HoldFor"/>.</summary>
/// <param name="RequestId">Made by the caller: a repeat under it moves nothing. Null: every request counts from its own time.</param>
[GenerateSerializer, Immutable, Alias("bg.ExtendReservation")]
public sealed record ExtendReservation(string ReservationId, TimeSpan HoldFor, Caller By, string? RequestId = null);

/// <summary>Asks to pin lots anew by the picking rule.</summary>
[GenerateSerializer, Immutable, Alias("bg.RepinReservation")]
public sealed record RepinReservation(string ReservationId, Caller By);

/// <summary>Process step: suspend expiry.</summary>
/// <param name="Attempt">Counts the process's attempts upwards: a step of an attempt that is over comes too late, however it was delayed or whoever repeats it. 0: of none.</param>
[GenerateSerializer, Immutable, Alias("bg.PinReservation")]
public sealed record PinReservation(string ReservationId, Caller By, long Attempt = 0);

/// <summary>Process step: let it expire again, at its old time.</summary>
/// <param name="Attempt">The attempt that is over, also where its pin has not come yet; a later attempt's pin stays. 0: of none.</param>
[GenerateSerializer, Immutable, Alias("bg.UnpinReservation")]
public sealed record UnpinReservation(string ReservationId, Caller By, long Attempt = 0);

/// <summary>Process step: commit after the point of no return.</summary>
[GenerateSerializer, Immutable, Alias("bg.CommitPinned")]
public sealed record CommitPinned(string ReservationId, string? Document, Caller By, string? Client = null);

/// <summary>The life of a reservation; all but Open are final.</summary>
[GenerateSerializer, Alias("bg.ReservationState")]
public enum ReservationState
{
    /// <summary>Counts until its time has passed.</summary>
    Open,
    /// <summary>Issued, whole or in part.</summary>
    Committed,
    /// <summary>Given up.</summary>
    Released,
    /// <summary>Its time has passed.</summary>
    Expired,
}

/// <summary>A reservation as it now stands.</summary>
/// <param name="Quantity">As reserved, in the base unit.</param>
/// <param name="Committed">What was issued; 0 unless Committed.</param>
/// <param name="Lots">Pinned lots; after a commit the issued ones; empty for a booking not yet pinned.</param>
/// <param name="ExpiresAt">It no longer counts from this instant on.</param>
/// <param name="Version">Of the stock's stream, when this reservation last changed.</param>
[GenerateSerializer, Immutable, Alias("bg.ReservationView")]
public sealed record ReservationView(
    string Id,
    ReservationState State,
    decimal Quantity,
    decimal Committed,
    ImmutableArray<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    long Version);

/// <summary>A quantity of a lot, in the base unit.</summary>
[GenerateSerializer, Immutable, Alias("bg.LotQuantity")]
public sealed record LotQuantity(string Lot, decimal Quantity);
