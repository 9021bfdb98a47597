using BeautyGrains.Bench.Pos.Record;

namespace BeautyGrains.Bench.Pos.Load;

/// <summary>Baskets.</summary>
public sealed partial class Terminal
{
    private async Task Basket(CancellationToken stop)
    {
        var (id, store) = (NextId(), dice.Of(set.Stores));
        var lines = Enumerable.Range(0, dice.Between(1, 5)).Select(_ => (set.PickSku(dice), Quantity(2))).ToList();
        var isShort = dice.Percent(8);
        var put = await Do(Asks.Basket(id, store, lines, isShort ? 2 : LongHoldSeconds, dice.Percent(60)), stop);
        if (put.IsAcknowledged && !isShort && dice.Percent(92)) await Finish(id, store, stop);
    }

    private async Task Finish(string id, string store, CancellationToken stop) =>
        await Do(Asks.OfBasket(dice.Percent(70) ? CommandKind.BasketCommit : CommandKind.BasketRelease, id, store), stop);
}
