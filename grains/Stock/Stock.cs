using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>
/// One SKU in one store, folded from its events. Quantities are in the base unit. Totals are folded from causes and can be recomputed from them.
/// </summary>
/// <param name="Key">"store/sku".</param>
/// <param name="Version">Of the last folded event.</param>
/// <param name="OnHand">Σ lots.</param>
/// <param name="Lots">By name, in ordinal order. An empty lot stays, so that returns and expiry conflicts find it.</param>
/// <param name="Open">Open reservations by id; overdue ones stay until an event ends them, but no longer count.</param>
/// <param name="Due">When open reservations end, with their quantities; pinned ones, which do not expire, are left out.</param>
/// <param name="Waiting">
/// Open reservations that are not wholly pinned to lots (bookings, and those that lost pins) by what they wait for, with what they hold without a lot;
/// pinned ones, which do not expire, end at the end of time.
/// </param>
/// <param name="Reserved">Σ open reservations, overdue ones included.</param>
/// <param name="Unpinned">Their part that is pinned to no lot.</param>
/// <param name="Unmatched">Physical units without book stock, signed.</param>
/// <param name="TransitsOut">Shipped from here and not yet received, by transfer id.</param>
/// <param name="TransitsIn">Shipped to here and not yet received, by transfer id.</param>
/// <param name="Incidents">Open incidents by id.</param>
/// <param name="ClosedIncidents">The newest closed ones, oldest first.</param>
/// <param name="Memory">Commands that are done.</param>
/// <param name="Recalls">Whose numbers are blocked here, whether there are such lots yet or not.</param>
/// <param name="LateVersion">Of the last movement that is told to have happened before it was recorded, or that takes another one back; 0 for none.</param>
/// <param name="UnmatchedEntries">Units without book stock that wait to be matched, by the incident that told of them.</param>
public sealed record Stock(
    string Key,
    long Version,
    decimal OnHand,
    NamedSet<Lot> Lots,
    NamedSet<Reservation> Open,
    DueSet Due,
    ImmutableSortedDictionary<Wait, DueSet> Waiting,
    decimal Reserved,
    decimal Unpinned,
    decimal Unmatched,
    NamedSet<Transit> TransitsOut,
    NamedSet<Transit> TransitsIn,
    NamedSet<Incident> Incidents,
    ImmutableList<Incident> ClosedIncidents,
    IdMemory Memory,
    NamedSet<StockRecall> Recalls = default,
    long LateVersion = 0,
    NamedSet<UnmatchedEntry> UnmatchedEntries = default)
{
    /// <summary>How many closed incidents are kept at hand.</summary>
    public const int ClosedIncidentsKept = 64;

    /// <summary>Open containers by id, apart from what is sealed: no quantity on hand counts them.</summary>
    public NamedSet<Container> Containers { get; init; }

    /// <summary>Serialised units that are here, by serial.</summary>
    public NamedSet<UnitHere> Units { get; init; }

    /// <summary>Serials that were here and of which nobody knows whether they still are: they may be coded again.</summary>
    public ImmutableSortedSet<string> Astray { get; init; } = NoSerials;

    private static ImmutableSortedSet<string> NoSerials { get; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Before the first event.</summary>
    public static Stock Empty(string key) => new(
        key, 0, 0, default, default, DueSet.None, ImmutableSortedDictionary<Wait, DueSet>.Empty, 0, 0, 0, default, default, default, [], IdMemory.Empty);

    /// <summary>With these lots and open reservations in place of its own, and with the order in which they end; totals stay as they are.</summary>
    public Stock Holding(IEnumerable<Lot> lots, IEnumerable<Reservation> open)
    {
        var byName = NamedSet<Lot>.Of(lots);
        var reservations = NamedSet<Reservation>.Of(open);
        var (due, waiting) = (DueSet.None, ImmutableSortedDictionary<Wait, DueSet>.Empty);
        foreach (var one in reservations)
        {
            if (one.Unpinned > 0) waiting = waiting.SetItem(one.Wait, waiting.GetValueOrDefault(one.Wait, DueSet.None).With(one.End, one.Unpinned));
            if (one.Pinned) continue;
            due = due.With(one.End, one.Quantity);
            foreach (var pin in one.Lots)
                if (byName.TryGetValue(pin.Lot, out var lot)) byName = byName.With(lot with { Ends = (lot.Ends ?? DueSet.None).With(one.End, pin.Quantity) });
        }

        return this with { Lots = byName, Open = reservations, Due = due, Waiting = waiting };
    }
}

/// <summary>One lot.</summary>
/// <param name="ExpiresAt">The first instant at which it is expired; null for goods without expiry.</param>
/// <param name="Pinned">Σ pins of open reservations on it, overdue ones included.</param>
/// <param name="UnitCost">Per base unit, averaged over its receipts.</param>
/// <param name="Receipt">Id of the receipt or transfer that brought it first.</param>
/// <param name="SplitFrom">The lot that this one was set apart from (returned or quarantined goods), or null.</param>
/// <param name="Owner">Whose goods they are; null for the chain's own.</param>
/// <param name="Bin">Where it was meant to lie when it came in; where it does lie is told by <paramref name="Bins"/>.</param>
/// <param name="Bins">Where it lies, in walking order; the rest of what is on hand is unplaced. Null for no bin.</param>
/// <param name="Parents">The lots that it was made of; null where no repack made it.</param>
/// <param name="Repacks">Ids of the repacks that took of it, oldest first; null for none.</param>
/// <param name="OpenedVersion">Orders lots by receipt.</param>
/// <param name="CameAt">When goods of it came here first.</param>
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
    long Version,
    LotOwner? Owner = null,
    DateTimeOffset CameAt = default,
    EquatableList<BinQuantity>? Bins = null,
    EquatableList<LotParent>? Parents = null,
    EquatableList<string>? Repacks = null) : INamed
{
    /// <summary>When pins on it end; those of pinned reservations, which do not expire, are left out. Null for none.</summary>
    [JsonIgnore]
    public DueSet? Ends { get; init; }

    /// <summary>The same lot, which shares with those of other stocks what they have alike.</summary>
    public Lot Slim() => this with
    {
        Name = Shared.Of(Name),
        LotNo = Shared.Of(LotNo),
        Expiry = Shared.Of(Expiry),
        UnitCost = Shared.Of(UnitCost),
        Supplier = Shared.Of(Supplier),
        Gtin = Shared.Of(Gtin),
        Bin = Shared.Of(Bin),
        Owner = Shared.Of(Owner),
    };

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
    long MadeIn = 0) : INamed
{
    string INamed.Name => Id;

    /// <summary>What is held without a lot.</summary>
    public decimal Unpinned
    {
        get
        {
            var unpinned = Quantity;
            foreach (var lot in Lots) unpinned -= lot.Quantity;
            return unpinned;
        }
    }

    /// <summary>How much it has pinned to a lot.</summary>
    public decimal PinOn(string lot)
    {
        var pinned = 0m;
        foreach (var pin in Lots)
            if (pin.Lot == lot) pinned += pin.Quantity;
        return pinned;
    }

    /// <summary>When it ends: at the end of time while it is pinned.</summary>
    internal Due End => new(Pinned ? DateTimeOffset.MaxValue : ExpiresAt, Id);

    /// <summary>What lots must offer that it waits for.</summary>
    internal Wait Wait => new(GoodUntil, MinShelfLifeDays);

    /// <summary>True once its time has passed; it then counts no longer.</summary>
    public bool IsOverdue(DateTimeOffset now) => !Pinned && ExpiresAt <= now;

    /// <summary>The instant beyond which lots for it must last.</summary>
    public DateTimeOffset MustLastBeyond(DateTimeOffset now) => Wait.MustLastBeyond(now);
}

/// <summary>What lots must offer to those who wait for them; the same for many of them.</summary>
/// <param name="GoodUntil">See <see cref="Reservation"/>.</param>
/// <param name="MinShelfLifeDays">See <see cref="Reservation"/>.</param>
public readonly record struct Wait(DateTimeOffset? GoodUntil, int MinShelfLifeDays) : IComparable<Wait>
{
    /// <summary>The instant beyond which lots must last.</summary>
    public DateTimeOffset MustLastBeyond(DateTimeOffset now)
    {
        var sale = now.AddDays(MinShelfLifeDays);
        var booked = GoodUntil?.AddTicks(-1) ?? sale;
        return booked > sale ? booked : sale;
    }

    /// <inheritdoc />
    public int CompareTo(Wait other)
    {
        var byDay = Nullable.Compare(GoodUntil, other.GoodUntil);
        return byDay != 0 ? byDay : MinShelfLifeDays.CompareTo(other.MinShelfLifeDays);
    }

    /// <inheritdoc cref="CompareTo" />
    public static bool operator <(Wait left, Wait right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo" />
    public static bool operator >(Wait left, Wait right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo" />
    public static bool operator <=(Wait left, Wait right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo" />
    public static bool operator >=(Wait left, Wait right) => left.CompareTo(right) >= 0;
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
public sealed record Transit(string TransferId, string Other, ImmutableArray<TravellingLot> Lots, decimal Quantity, string BodyHash, long Version) : INamed
{
    string INamed.Name => TransferId;
}

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
    long Version,
    string? Owner = null,
    EquatableList<IncidentComment>? Comments = null,
    EquatableList<ShortReservation>? Reservations = null,
    string? ReopenedFor = null) : INamed
{
    string INamed.Name => Id;
}

/// <summary>Units without book stock; see <see cref="UnmatchedView"/>.</summary>
public sealed record UnmatchedEntry(
    string Id,
    decimal Quantity,
    decimal Left,
    FactKind? Fact,
    string? Lot,
    string? Client,
    string? Serial,
    string? Document,
    DateTimeOffset OccurredAt,
    DateTimeOffset At,
    string By,
    long Version) : INamed
{
    string INamed.Name => Id;
}
