namespace BeautyGrains.Contracts;

/// <summary>
/// All recalls of one product, lifted ones left out. A stock that nothing has ever happened to asks it before its first decision, so that goods of a
/// recalled lot are blocked wherever they come later. Key: the SKU code.
/// </summary>
[Alias("bg.IRecalledLotsGrain")]
public interface IRecalledLotsGrain : IGrainWithStringKey
{
    /// <summary>Process step: lists a recall. Safe to repeat. Validation where the product has <see cref="Most"/> already.</summary>
    [Alias("Add")]
    Task<Answer<RecalledLotsView>> Add(RecallLots ask);

    /// <summary>Process step: takes a recall off the list. Safe to repeat.</summary>
    [Alias("Lift")]
    Task<Answer<RecalledLotsView>> Lift(LiftLots ask);

    /// <summary>The list, in the order of the recalls' ids.</summary>
    [ReadOnly, Alias("Get")]
    Task<RecalledLotsView> Get();

    /// <summary>Recalls of one product at most.</summary>
    const int Most = 1_000;
}

/// <summary>The recalls of a product.</summary>
[GenerateSerializer, Immutable, Alias("bg.RecalledLotsView")]
public sealed record RecalledLotsView(string Sku, ImmutableArray<LotRecall> Recalls, long Version);

/// <summary>Which goods of a product a recall is about: those of the lots, and the units of the serial range.</summary>
/// <param name="Recall">Id of the recall.</param>
/// <param name="LotNos">Numbers as printed on the packs, in ordinal order; each once.</param>
[GenerateSerializer, Immutable, Alias("bg.LotRecall")]
public sealed record LotRecall(string Recall, EquatableList<string> LotNos, SerialRange? Serials)
{
    /// <summary>Whether goods with that number on the pack are recalled.</summary>
    public bool HoldsLot(string lotNo) => LotNos.Contains(lotNo, StringComparer.Ordinal);

    /// <summary>Whether the unit with that serial is recalled.</summary>
    public bool HoldsSerial(string? serial) => serial is not null && Serials is { } range && range.Holds(serial);
}

/// <summary>Serial numbers of one length from the first to the last, both included, in ordinal order; those of another length are not in it.</summary>
/// <param name="From">1 to 128 characters.</param>
/// <param name="Through">As long as <paramref name="From"/> and not before it.</param>
[GenerateSerializer, Immutable, Alias("bg.SerialRange")]
public sealed record SerialRange(string From, string Through)
{
    /// <summary>Whether a serial is in it.</summary>
    public bool Holds(string serial) => serial.Length == From.Length && string.CompareOrdinal(From, serial) <= 0 && string.CompareOrdinal(serial, Through) <= 0;
}

/// <summary>Goods of one product that a recall is about.</summary>
/// <param name="LotNos">Numbers as printed on the packs, in ordinal order; each once.</param>
[GenerateSerializer, Immutable, Alias("bg.RecalledGoods")]
public sealed record RecalledGoods(string Sku, EquatableList<string> LotNos);

/// <summary>
/// Process step: blocks lots in one stock, those that it has and those that come later under these numbers; with serials, no unit leaves without
/// its serial, and none of the range. Numbers add to those that the same recall has blocked before.
/// </summary>
/// <param name="Reason">1 to 500 characters; kept.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallLots")]
public sealed record RecallLots(string Recall, EquatableList<string> LotNos, SerialRange? Serials, string Reason, Caller By);

/// <summary>Process step: a recall was lifted. Its lots stay blocked until quality has looked at each.</summary>
[GenerateSerializer, Immutable, Alias("bg.LiftLots")]
public sealed record LiftLots(string Recall, Caller By);

/// <summary>What of a recall one stock has.</summary>
/// <param name="Lots">Of the recall's numbers, the empty ones too.</param>
/// <param name="Containers">Open ones; null for none.</param>
/// <param name="OnTheWay">Shipped from here and not yet received; they arrive as recalled.</param>
/// <param name="Units">Known units of the recall's serials that are here, by serial; null for none. Those of its lots are told with them, too.</param>
[GenerateSerializer, Immutable, Alias("bg.RecalledStock")]
public sealed record RecalledStock(string Store, string Sku, ImmutableArray<RecalledLot> Lots, ImmutableArray<RecalledTransit> OnTheWay, long Version, EquatableList<RecalledContainer>? Containers = null, EquatableList<RecalledUnit>? Units = null)
{
    /// <summary>In the base unit.</summary>
    public decimal OnHand => Lots.Sum(lot => lot.OnHand) + (Units?.Count(unit => !Lots.Any(lot => lot.Lot == unit.Lot)) ?? 0);

    /// <summary>In the base unit.</summary>
    public decimal InTransit => OnTheWay.Sum(one => one.Quantity);
}

/// <summary>A recalled lot in one stock.</summary>
/// <param name="Reserved">Open reservations pinned to it: they cannot be committed until they are repinned.</param>
/// <param name="Owner">Whose goods they are; null for the chain's own.</param>
/// <param name="Repacks">Ids of the repacks that took of it, oldest first; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.RecalledLot")]
public sealed record RecalledLot(string Lot, string LotNo, decimal OnHand, decimal Reserved, LotStatus Status, string? Bin, LotOwner? Owner, EquatableList<string>? Repacks = null);

/// <summary>A serialised unit that a recall names.</summary>
[GenerateSerializer, Immutable, Alias("bg.RecalledUnit")]
public sealed record RecalledUnit(string Lot, string Serial);

/// <summary>An open container or tester of a recalled lot.</summary>
/// <param name="Kind">Opening or Tester.</param>
/// <param name="Remainder">In <paramref name="Unit"/>.</param>
[GenerateSerializer, Immutable, Alias("bg.RecalledContainer")]
public sealed record RecalledContainer(string Id, string Lot, MovementKind Kind, decimal Remainder, string Unit);

/// <summary>Recalled goods between two stores.</summary>
/// <param name="To">The store that they go to.</param>
[GenerateSerializer, Immutable, Alias("bg.RecalledTransit")]
public sealed record RecalledTransit(string Transfer, string To, string LotNo, decimal Quantity);
