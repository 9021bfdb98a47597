namespace BeautyGrains.Grains;

/// <summary>What happens to a transfer. Lines are named by SKU.</summary>
public abstract record TransferEvent;

/// <summary>A transfer was asked for; its lines are to be reserved at the source.</summary>
/// <param name="Lines">Summed, one per SKU, in ordinal order.</param>
public sealed record TransferOpened(string From, string To, ImmutableArray<AskedLine> Lines, string BodyHash) : TransferEvent;

/// <summary>The source's stocks have answered whether they hold these lines.</summary>
public sealed record TransferLinesReserved(ImmutableArray<LineOutcome> Lines) : TransferEvent;

/// <summary>These lines are held no longer, and will not be.</summary>
public sealed record TransferLinesReleased(ImmutableArray<string> Skus) : TransferEvent;

/// <summary>Shipping was asked for; lines are to be checked, which may refuse it.</summary>
/// <param name="Terms">Between stores of different legal entities: at what goods are sold. Else null.</param>
/// <param name="Units">The serialised units that a person picked; null where nobody did.</param>
public sealed record TransferShipAsked(TransferTerms? Terms = null, EquatableList<LineUnits>? Units = null) : TransferEvent;

/// <summary>These lines were looked at: may their lots be shipped?</summary>
public sealed record TransferLinesChecked(ImmutableArray<LineOutcome> Lines) : TransferEvent;

/// <summary>The point of no return: every line was found fit, and every line will be shipped as far as it still can be.</summary>
public sealed record TransferShipDecided : TransferEvent;

/// <summary>These lines are in transit.</summary>
public sealed record TransferLinesShipped(ImmutableArray<ShippedLine> Lines) : TransferEvent;

/// <summary>What was found on arrival. Losses and gains are recorded here, once and for all; each counts from the moment its line is taken in.</summary>
/// <param name="WithoutReadings">Why there are no readings though some goods need them; null for no such reason.</param>
public sealed record TransferArrived(ImmutableArray<ArrivedLine> Lines, ImmutableArray<TransportReading> Readings, string BodyHash, string? WithoutReadings = null) : TransferEvent;

/// <summary>These lines are taken in at the destination, and their transit is over.</summary>
public sealed record TransferLinesReceived(ImmutableArray<string> Skus) : TransferEvent;

/// <summary>The transfer was given up before it was shipped.</summary>
public sealed record TransferCancelAsked : TransferEvent;

/// <summary>One line on its way.</summary>
/// <param name="Lots">Empty when it could not be shipped after all.</param>
/// <param name="Refusal">Why it could not be shipped, or null.</param>
/// <param name="Prices">Between legal entities: of its lots, in their order. Else null.</param>
public sealed record ShippedLine(string Sku, ImmutableArray<TravellingLot> Lots, StoredRefusal? Refusal, EquatableList<LotPrice>? Prices = null);

/// <summary>At what goods are sold from one legal entity to another, as the tables said when shipping was asked for.</summary>
/// <param name="Currency">Of fixed prices.</param>
public sealed record TransferTerms(EntityPair Between, string Currency, EquatableList<TransferTerm> Lines);

/// <summary>At what one SKU is sold: at what it costs and a share of it, or at a fixed price.</summary>
public sealed record TransferTerm(string Sku, decimal Markup, decimal? UnitPrice);

/// <summary>At what a lot is sold, per base unit.</summary>
/// <param name="UnitPrice">Null for goods without a cost and for those of other owners, which nobody sells by moving them.</param>
public sealed record LotPrice(string Lot, Money? UnitPrice);

/// <summary>One line on arrival.</summary>
/// <param name="Quarantine">The journey was too warm or too cold for it.</param>
public sealed record ArrivedLine(string Sku, bool Quarantine, ImmutableArray<LotArrival> Lots);

/// <summary>One lot on arrival, in the base unit.</summary>
/// <param name="Received">Goes into stock.</param>
/// <param name="Broken">Does not; a part of <paramref name="Lost"/>.</param>
/// <param name="Lost">shipped − received; below 0 a gain.</param>
public sealed record LotArrival(string Lot, decimal Received, decimal Broken, decimal Lost);
