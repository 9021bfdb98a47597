using System.Globalization;

namespace BeautyGrains.Bench.Scale;

/// <summary>The history of one stock: pieces are reserved, and sold or given up, evenly over the last hundred days.</summary>
internal sealed class History(string store, string sku)
{
    private const int Lots = 3;
    private static readonly TimeSpan s_length = TimeSpan.FromDays(100);
    private readonly string _key = StockKey.Of(store, sku);

    /// <summary>
    /// Writes it through the journal's own writer, and keeps snapshots as a grain would have: the newest is as far back as the grain lets it fall behind.
    /// </summary>
    public async Task Write(IJournal journal, long events)
    {
        var filling = new Filling(journal);
        await filling.Append(filling.Begin(SkuKind.Instance, sku), SkuKind.Instance, DateTimeOffset.UtcNow - s_length, [new SkuPut(new SkuRecord($"Product {sku}", "piece"))]);
        await filling.Append(filling.Begin(StoreKind.Instance, store), StoreKind.Instance, DateTimeOffset.UtcNow - s_length, [new StorePut(new StoreRecord($"Store {store}", "Asia/Shanghai"))]);
        await WriteStock(filling, journal, events);
    }

    /// <summary>The stock's part of it.</summary>
    public async Task WriteStock(Filling filling, IJournal journal, long events)
    {
        var kind = StockKind.Instance;
        var begin = DateTimeOffset.UtcNow - s_length;
        var writer = filling.Begin(kind, _key);
        var state = new Versioned<Stock>(Stock.Empty(_key), 0, DateTimeOffset.MinValue);
        var (snapshot, tail, weight) = ((Snapshot?)null, 0L, 0L);
        for (var number = 0; state.Version < events; number++)
        {
            var at = begin + (s_length * ((double)state.Version / events));
            var happened = number < Lots ? Chain.Receive(state.State, string.Create(CultureInfo.InvariantCulture, $"r{number}"), number + 1, at) : Visit(state.State, number, at);
            foreach (var one in happened)
            {
                state = new(StockEvolve.Apply(state.State, one, new(state.Version + 1, at, House.By.Actor)), state.Version + 1, at);
                tail += kind.Events.Write(one).Payload.Length;
            }

            await filling.Append(writer, kind, at, happened);
            if (tail <= Math.Max(weight, new AggregateOptions().SnapshotAtLeastBytes)) continue;
            snapshot = SnapshotEnvelope.Seal(state, kind.FoldVersion, kind.SaveForSnapshot(state.State));
            (tail, weight) = (0, SnapshotEnvelope.WeightOf(snapshot));
        }

        await filling.Flush();
        if (snapshot is not null) await journal.SaveSnapshot(kind.Stream(_key), snapshot);
    }

    /// <summary>A client who reserves a piece, and either takes it or does not.</summary>
    private static ImmutableArray<StockEvent> Visit(Stock stock, int number, DateTimeOffset at)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"client-{number}");
        var lot = stock.Lots.First(one => one.OnHand > 0);
        ImmutableArray<LotQuantity> lots = [new(lot.Name, 1)];
        const string hash = "aGFzaCBvZiBib2R5";
        var made = stock.Version + 1;
        var ends = at.AddMinutes(10);
        var reserved = new StockReserved(id, 1, lots, ends, null, null, false, "piece", 0, hash);
        return number % 2 == 0
            ? [reserved, new ReservationReleased(id, 1, lots, ends, null, hash, made)]
            :
            [
                reserved,
                new ReservationCommitted(id, 1, lots, ends, null, hash, made, 1),
                new StockMoved(MovementKind.Sale, id, [new(lot.Name, -1, lot.UnitCost, lot.OnHand - 1)], stock.OnHand - 1, hash, Reservation: id),
            ];
    }
}
