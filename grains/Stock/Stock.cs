namespace BeautyGrains.Grains;

/// <summary>
/// One SKU in one store, folded from its events. Quantities are in the base unit. Totals are folded from causes and can be recomputed from them.
/// </summary>
/// <param name="Key">"store/sku".</param>
/// <param name="Version">Of the last folded event.</param>
/// <param name="OnHand">Σ lots.</param>
/// <param name="Lots">By name, in ordinal order. An empty lot stays, so that returns and expiry conflicts find it.</param>
/// <param name="Open">Open reservations by id; overdue ones stay until an event ends them, but no longer count.</param>
/// <param name="Due">When open reservations end; pinned ones, which do not expire, are left out.</param>
/// <param name="Waiting">Ids of open reservations that are not wholly pinned to lots: bookings, and those that lost pins.</param>
/// <param name="Reserved">Σ open reservations, overdue ones included.</param>
/// <param name="Unpinned">Their part that is pinned to no lot.</param>
/// <param name="Unmatched">Physical units without book stock, signed.</param>
/// <param name="TransitsOut">Shipped from here and not yet received, by transfer id.</param>
/// <param name="TransitsIn">Shipped to here and not yet received, by transfer id.</param>
/// <param name="Incidents">Open incidents by id.</param>
/// <param name="ClosedIncidents">The newest closed ones, oldest first.</param>
/// <param name="Memory">Commands that are done.</param>
public sealed record Stock(
    string Key,
    long Version,
    decimal OnHand,
    ImmutableSortedDictionary<string, Lot> Lots,
    ImmutableSortedDictionary<string, Reservation> Open,
    ImmutableSortedSet<Due> Due,
    ImmutableSortedSet<string> Waiting,
    decimal Reserved,
    decimal Unpinned,
    decimal Unmatched,
    ImmutableSortedDictionary<string, Transit> TransitsOut,
    ImmutableSortedDictionary<string, Transit> TransitsIn,
    ImmutableSortedDictionary<string, Incident> Incidents,
    ImmutableList<Incident> ClosedIncidents,
    IdMemory Memory)
{
    /// <summary>How many closed incidents are kept at hand.</summary>
    public const int ClosedIncidentsKept = 64;

    /// <summary>Before the first event.</summary>
    public static Stock Empty(string key) => new(
        key, 0, 0, ByName<Lot>(), ByName<Reservation>(), [], ImmutableSortedSet.Create<string>(StringComparer.Ordinal),
        0, 0, 0, ByName<Transit>(), ByName<Transit>(), ByName<Incident>(), [], IdMemory.Empty);

    private static ImmutableSortedDictionary<string, T> ByName<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}

/// <summary>One lot.</summary>
/// <param name="ExpiresAt">The first instant at which it is expired; null for goods without expiry.</param>
/// <param name="Pinned">Σ pins of open reservations on it, overdue ones included.</param>
/// <param name="UnitCost">Per base unit, averaged over its receipts.</param>
/// <param name="Receipt">Id of the receipt or transfer that brought it first.</param>
/// <param name="SplitFrom">The lot that this one was set apart from (returned or quarantined goods), or null.</param>
/// <param name="OpenedVersion">Orders lots by receipt.</param>
/// <param name="Version">When it last changed.</param>
public sealed record Lot(
    string Name,
    string LotNo,
    Expiry? Expiry,
    DateTimeOffset? ExpiresAt,
    DateOnly? MadeOn,
    LotStatus Status,
    decimal OnHand,
    decimal Pinned,
    Money? UnitCost,
    string? Supplier,
    string? Gtin,
    string? Bin,
    string? Receipt,
    string? SplitFrom,
    long OpenedVersion,
    long Version)
{
    /// <summary>True from <see cref="ExpiresAt"/> on.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>Why it may not be sold now, in kebab case, or null.</summary>
    public string? BlockedBy(DateTimeOffset now) => Status switch
    {
        LotStatus.Quarantined => "quarantined",
        LotStatus.Held => "held",
        LotStatus.Recalled => "recalled",
        _ => IsExpired(now) ? "expired" : null,
    };

    /// <summary>True if it is still good after that instant.</summary>
    public bool LastsBeyond(DateTimeOffset instant) => ExpiresAt is not { } end || end > instant;
}

/// <summary>An open reservation.</summary>
/// <param name="Lots">Its pins; may cover less than <paramref name="Quantity"/>.</param>
/// <param name="GoodUntil">Bookings: lots must not expire before this instant (the end of the booked day and the shelf life asked); else null.</param>
/// <param name="Pinned">Does not expire while true.</param>
/// <param name="Unit">The SKU's base unit when it was made.</param>
/// <param name="MinShelfLifeDays">The larger of the request's and the SKU's.</param>
/// <param name="MadeVersion">Orders reservations by age.</param>
/// <param name="Version">When it last changed.</param>
/// <param name="MadeFor">The process that may take it back, or null.</param>
/// <param name="PinAttempt">The newest attempt of its process that has pinned it or is over; 0 for none.</param>
/// <param name="MadeIn">The attempt of its process that made it; 0 for none.</param>
public sealed record Reservation(
    string Id,
    decimal Quantity,
    ImmutableArray<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    DateTimeOffset? GoodUntil,
    bool Pinned,
    string Unit,
    int MinShelfLifeDays,
    string BodyHash,
    long MadeVersion,
    long Version,
    string? MadeFor = null,
    long PinAttempt = 0,
    long MadeIn = 0)
{
    /// <summary>What is held without a lot.</summary>
    public decimal Unpinned => Quantity - Lots.Sum(lot => lot.Quantity);

    /// <summary>True once its time has passed; it then counts no longer.</summary>
    public bool IsOverdue(DateTimeOffset now) => !Pinned && ExpiresAt <= now;

    /// <summary>The instant beyond which lots for it must last.</summary>
    public DateTimeOffset MustLastBeyond(DateTimeOffset now)
    {
        var sale = now.AddDays(MinShelfLifeDays);
        var booked = GoodUntil?.AddTicks(-1) ?? sale;
        return booked > sale ? booked : sale;
    }
}

/// <summary>When an open reservation ends.</summary>
public readonly record struct Due(DateTimeOffset ExpiresAt, string Id) : IComparable<Due>
{
    /// <inheritdoc />
    public int CompareTo(Due other)
    {
        var byTime = ExpiresAt.CompareTo(other.ExpiresAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(Id, other.Id);
    }

    /// <inheritdoc cref="CompareTo" />
    public static bool operator <(Due left, Due right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo" />
    public static bool operator >(Due left, Due right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo" />
    public static bool operator <=(Due left, Due right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo" />
    public static bool operator >=(Due left, Due right) => left.CompareTo(right) >= 0;
}

/// <summary>Goods on their way from or to this store.</summary>
/// <param name="Other">The other store.</param>
/// <param name="Lots">Known at the source; empty at the destination.</param>
public sealed record Transit(string TransferId, string Other, ImmutableArray<TravellingLot> Lots, decimal Quantity, string BodyHash, long Version);

/// <summary>What a person has to look at.</summary>
public sealed record Incident(
    string Id,
    FactKind? Fact,
    ImmutableArray<string> Causes,
    decimal Quantity,
    string? Lot,
    string? Client,
    string? Serial,
    DateTimeOffset RaisedAt,
    string RaisedBy,
    string? Resolution,
    DateTimeOffset? ClosedAt,
    string? ClosedBy,
    long Version);
