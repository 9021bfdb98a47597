using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Load;

/// <summary>Movements without a reservation.</summary>
public sealed partial class Terminal
{
    private const int RememberedSales = 20;
    private readonly Queue<(StockKey Key, LotAmount Sold)> _sold = new();

    private async Task Sell(CancellationToken stop)
    {
        var sale = await Do(Asks.Sale(NextId(), set.Pick(dice), Quantity(2)), stop);
        if (!sale.IsAcknowledged || _sold.Count == RememberedSales) return;
        foreach (var line in MovementRead.From(sale.Answer).Lines.Take(1)) _sold.Enqueue((sale.Ask.Key, line));
    }

    private async Task BringBack(CancellationToken stop)
    {
        if (!_sold.TryDequeue(out var sold)) return;
        await Do(Asks.Return(NextId(), sold.Key, Math.Abs(sold.Sold.Quantity), sold.Sold.Lot), stop);
    }

    private async Task Adjust(CancellationToken stop)
    {
        var key = set.Pick(dice);
        if (dice.Percent(50)) await Do(Asks.Adjust(NextId(), key, -Quantity(2), null), stop);
        else if (StockRead.From((await pages.Get(key.Path, stop)).GetValueOrDefault()).Lots is { Count: > 0 } lots)
            await Do(Asks.Adjust(NextId(), key, Quantity(3), dice.Of(lots).Lot), stop);
    }

    private async Task Scrap(CancellationToken stop) => await Do(Asks.Scrap(NextId(), set.Pick(dice), Quantity(1)), stop);

    private async Task Receive(CancellationToken stop) =>
        await Do(Asks.Receipt(NextId(), set.Pick(dice), dice.Between(1, 20), $"L{dice.Between(1, 4)}"), stop);
}
