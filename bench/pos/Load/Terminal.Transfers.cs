using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Load;

/// <summary>Transfers between stores, some of them short on arrival.</summary>
public sealed partial class Terminal
{
    private async Task Transfer(CancellationToken stop)
    {
        var (from, to) = (dice.Of(set.Stores), dice.Of(set.Stores));
        if (from == to) return;
        var lines = Enumerable.Range(0, dice.Between(1, 3)).Select(_ => (set.PickSku(dice), Quantity(3))).DistinctBy(line => line.Item1).ToList();
        var put = await Do(Asks.Transfer(NextId(), from, to, lines), stop);
        if (!put.IsAcknowledged) return;
        var fate = dice.Below(100);
        if (fate < 20) await Do(Asks.OfTransfer(CommandKind.TransferCancel, put.Ask, "cancel", new { }), stop);
        else if (fate < 90) await ShipAndReceive(put, arrives: fate < 80, stop);
    }

    private async Task ShipAndReceive(Command put, bool arrives, CancellationToken stop)
    {
        var shipped = await Do(Asks.OfTransfer(CommandKind.TransferShip, put.Ask, "ship", new { }), stop);
        if (!shipped.IsAcknowledged || !arrives) return;
        var lines = TransferRead.From(shipped.Answer).Lots.Select(lot =>
        {
            var lost = dice.Percent(15) ? Math.Min(1, lot.Shipped) : 0;
            return new { sku = lot.Sku, lot = lot.Lot, received = lot.Shipped - lost, broken = dice.Percent(50) ? lost : 0 };
        }).ToList();
        await Do(Asks.OfTransfer(CommandKind.TransferReceive, put.Ask, "receive", new { lines }), stop);
    }
}
