using System.Text.Json;
using BeautyGrains.Bench.Pos.Record;

namespace BeautyGrains.Bench.Pos.Load;

/// <summary>The commands as the HTTP interface wants them.</summary>
public static class Asks
{
    /// <summary>Holds stock.</summary>
    public static Ask Reserve(string id, StockKey key, decimal quantity, int ttlSeconds) =>
        Put(CommandKind.Reserve, id, key, quantity, $"{key.Path}/reservations/{id}", new { quantity, ttlSeconds });

    /// <summary>Issues a reservation; null for all of it.</summary>
    public static Ask Commit(string id, StockKey key, decimal? quantity) =>
        Post(CommandKind.Commit, id, key, quantity ?? 0, $"{key.Path}/reservations/{id}/commit", quantity is null ? new { } : (object)new { quantity });

    /// <summary>Gives a reservation up.</summary>
    public static Ask Release(string id, StockKey key) => Post(CommandKind.Release, id, key, 0, $"{key.Path}/reservations/{id}/release", new { });

    /// <summary>Moves a reservation's end.</summary>
    public static Ask Extend(string id, StockKey key, int ttlSeconds) =>
        Post(CommandKind.Extend, id, key, 0, $"{key.Path}/reservations/{id}/extend", new { ttlSeconds });

    /// <summary>Holds several stocks, each for itself or all or nothing.</summary>
    public static Ask Batch(string id, IEnumerable<(string Id, StockKey Key, decimal Quantity)> items, int ttlSeconds, bool allOrNothing) =>
        Post(CommandKind.Batch, id, default, 0, "/v1/reservations/batch", new
        {
            allOrNothing,
            items = items.Select(item => new { id = item.Id, store = item.Key.Store, sku = item.Key.Sku, quantity = item.Quantity, ttlSeconds }),
        });

    /// <summary>Holds a basket.</summary>
    public static Ask Basket(string id, string store, IEnumerable<(string Sku, decimal Quantity)> lines, int ttlSeconds, bool allOrNothing) =>
        Put(CommandKind.BasketPut, id, new(store, ""), 0, $"/v1/baskets/{id}", new { store, lines = Lines(lines), ttlSeconds, allOrNothing });

    /// <summary>Commits or releases a basket.</summary>
    public static Ask OfBasket(CommandKind kind, string id, string store) =>
        Post(kind, id, new(store, ""), 0, $"/v1/baskets/{id}/{(kind == CommandKind.BasketCommit ? "commit" : "release")}", new { });

    /// <summary>Prepares a transfer.</summary>
    public static Ask Transfer(string id, string from, string to, IEnumerable<(string Sku, decimal Quantity)> lines) =>
        Put(CommandKind.TransferPut, id, new(from, ""), 0, $"/v1/transfers/{id}", new { from, to, lines = Lines(lines) }) with { Target = to };

    /// <summary>Ships, receives or cancels a transfer.</summary>
    public static Ask OfTransfer(CommandKind kind, Ask put, string verb, object body) =>
        Post(kind, put.Id, put.Key, 0, $"{put.Path}/{verb}", body) with { Target = put.Target };

    /// <summary>Takes a lot in.</summary>
    public static Ask Receipt(string id, StockKey key, decimal quantity, string lot) =>
        Put(CommandKind.Receipt, id, key, quantity, $"{key.Path}/receipts/{id}", new { quantity, lot });

    /// <summary>Issues without a reservation.</summary>
    public static Ask Sale(string id, StockKey key, decimal quantity) => Put(CommandKind.Sale, id, key, quantity, $"{key.Path}/sales/{id}", new { quantity });

    /// <summary>Takes goods back from a client.</summary>
    public static Ask Return(string id, StockKey key, decimal quantity, string lot) =>
        Put(CommandKind.Return, id, key, quantity, $"{key.Path}/returns/{id}", new { quantity, lot, disposition = "stock" });

    /// <summary>Corrects the book.</summary>
    public static Ask Adjust(string id, StockKey key, decimal quantity, string? lot) =>
        Put(CommandKind.Adjust, id, key, quantity, $"{key.Path}/adjustments/{id}", lot is null ? new { quantity, reason = "recount" } : (object)new { quantity, lot, reason = "recount" });

    /// <summary>Takes unusable goods out.</summary>
    public static Ask Scrap(string id, StockKey key, decimal quantity) =>
        Put(CommandKind.Scrap, id, key, quantity, $"{key.Path}/scraps/{id}", new { quantity, reason = "broken" });

    private static object Lines(IEnumerable<(string Sku, decimal Quantity)> lines) => lines.Select(line => new { sku = line.Sku, quantity = line.Quantity });

    private static Ask Put(CommandKind kind, string id, StockKey key, decimal quantity, string path, object body) =>
        new(kind, id, key, quantity, "PUT", path, JsonSerializer.Serialize(body));

    private static Ask Post(CommandKind kind, string id, StockKey key, decimal quantity, string path, object body) =>
        new(kind, id, key, quantity, "POST", path, JsonSerializer.Serialize(body));
}
