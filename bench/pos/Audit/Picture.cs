using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>What the server shows after the load, read while nobody writes.</summary>
/// <param name="Reservations">Null for one that the server does not know.</param>
/// <param name="Ledgers">Oldest entry first.</param>
/// <param name="Movements">Single reads, by the path that made them; null for one that the server does not know.</param>
/// <param name="ReadAt">When the reading began.</param>
public sealed record Picture(
    IReadOnlyDictionary<StockKey, StockRead> Stocks,
    IReadOnlyDictionary<StockKey, IReadOnlyList<MovementRead>> Ledgers,
    IReadOnlyDictionary<string, ReservationRead?> Reservations,
    IReadOnlyDictionary<string, MovementRead?> Movements,
    IReadOnlyDictionary<string, BasketRead?> Baskets,
    IReadOnlyDictionary<string, TransferRead?> Transfers,
    DateTimeOffset ReadAt);
