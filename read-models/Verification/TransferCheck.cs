using System.Runtime.InteropServices;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Nothing is lost between stores: per transfer and SKU, what left = what arrived + what is in transit + recorded losses.
/// Streams are read one after the other while others may write, so a transfer that is underway is not judged, and one that does not add up
/// is only suspect until it was looked at alone.
/// </summary>
internal sealed class TransferCheck
{
    private readonly Dictionary<(string Transfer, string Sku), Goods> _goods = [];
    private readonly SortedDictionary<string, Transfer> _transfers = new(StringComparer.Ordinal);

    /// <summary>Transfers looked at.</summary>
    public long Count => _transfers.Count;

    /// <summary>Takes a movement that may belong to a transfer.</summary>
    public void Take(StockKey stock, StockMoved moved)
    {
        var quantity = moved.Lines.Sum(line => line.Quantity);
        if (moved.Kind == MovementKind.TransferOut) Of(moved.Document ?? moved.Id, stock.Sku).Left -= quantity;
        else if (moved.Kind == MovementKind.TransferIn) Of(moved.Document ?? moved.Id, stock.Sku).Arrived += quantity;
    }

    /// <summary>Takes what a stock has in transit.</summary>
    public void Take(StockKey key, Stock stock)
    {
        foreach (var transit in stock.TransitsOut.Values) Of(transit.TransferId, key.Sku).OnTheWay += transit.Quantity;
    }

    /// <summary>Takes a transfer.</summary>
    public void Take(string id, Transfer transfer) => _transfers[id] = transfer;

    /// <summary>Transfers that do not add up as they were read.</summary>
    public IReadOnlyList<string> Suspects() => [.. Findings().Select(finding => finding.Stream.Key).Distinct()];

    /// <summary>What is not conserved.</summary>
    public IEnumerable<JournalFinding> Findings() =>
        from transfer in _transfers
        where !transfer.Value.IsUnderway
        from item in transfer.Value.Items
        let goods = Of(transfer.Key, item.Ask.Sku)
        let lost = item.Status == TransferLineStatus.Received ? item.Arrivals.Sum(arrival => arrival.Lost) : 0
        where goods.Left != goods.Arrived + goods.OnTheWay + lost
        select new JournalFinding(TransferKind.Instance.Stream(transfer.Key), 0,
            $"SKU {item.Ask.Sku}: {goods.Left} left, but {goods.Arrived} arrived, {goods.OnTheWay} are in transit and {lost} are recorded as lost.");

    private Goods Of(string transfer, string sku)
    {
        ref var goods = ref CollectionsMarshal.GetValueRefOrAddDefault(_goods, (transfer, sku), out _);
        return goods ??= new();
    }

    private sealed class Goods
    {
        public decimal Left { get; set; }

        public decimal Arrived { get; set; }

        public decimal OnTheWay { get; set; }
    }
}
