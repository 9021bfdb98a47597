using BeautyGrains.Contracts;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains.Tests.Transfers;

public sealed class TransferCrashTests
{
    private static readonly string[] s_skus = ["A", "B"];
    private static readonly PutTransfer s_put = new("S", "T", [new("A", 12, null), new("B", 3, null)], House.By);

    // Of A one lot is short with a broken unit and the other in excess; of B all is lost.
    private static readonly ReceiveTransfer s_receive = new([new("A", "L1", 7, 1), new("A", "L2", 4, 0), new("B", "L1", 0, 0)], [], House.By);

    private static async Task Prepare(House house)
    {
        await house.PutStore("S");
        await house.PutStore("T");
        foreach (var sku in s_skus)
        {
            await house.PutSku(sku);
            await house.Receive("S", sku, 10);
            await house.Receive("S", sku, 10, "L2");
        }
    }

    /// <summary>Σ stores + in transit + recorded losses, read from the journal alone, so that looking drives nothing.</summary>
    private static async Task<decimal> Total(IJournal journal, string sku)
    {
        var source = (await StockKind.Instance.Replay(journal, StockKey.Of("S", sku))).State;
        var destination = (await StockKind.Instance.Replay(journal, StockKey.Of("T", sku))).State;
        var line = (await TransferKind.Instance.Replay(journal, "T1")).State.Items.FirstOrDefault(item => item.Ask.Sku == sku);
        var outbound = source.TransitsOut.GetValueOrDefault("T1")?.Quantity ?? 0;
        var inbound = destination.TransitsIn.GetValueOrDefault("T1")?.Quantity ?? 0;
        // A loss counts once the destination has taken the line in.
        var lost = line is { Arrivals.IsEmpty: false } && inbound == 0 ? line.Arrivals.Sum(arrival => arrival.Lost) : 0;
        return source.OnHand + destination.OnHand + Math.Min(outbound, inbound) + lost;
    }

    private static async Task NothingIsLostOrDoubled(House house)
    {
        foreach (var sku in s_skus) (await Total(house.Journal, sku)).ShouldBe(20, sku);
    }

    private static async Task WholeJourney(House house)
    {
        (await house.Transfer("T1").Put(s_put)).Refusal.ShouldBeNull();
        (await house.Transfer("T1").Ship(new(House.By))).Refusal.ShouldBeNull();
        (await house.Transfer("T1").Receive(s_receive)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_crash_anywhere_on_a_journey_loses_and_doubles_nothing_and_the_journey_goes_on()
    {
        var crashes = await Crash.AfterEveryWrite(Prepare, WholeJourney, async (house, _) =>
        {
            await NothingIsLostOrDoubled(house);
            await house.Sweep.SweepOnce(CancellationToken.None);
            await house.NothingIsOpen();
            await NothingIsLostOrDoubled(house);

            await WholeJourney(house);
            await NothingIsLostOrDoubled(house);
            var (a, b) = (await house.Look("T", "A"), await house.Look("T", "B"));
            (a.OnHand, a.InTransitIn, b.OnHand, b.InTransitIn).ShouldBe((11, 0, 0, 0));
            foreach (var sku in s_skus)
            {
                var source = await house.Look("S", sku);
                (source.InTransitOut, source.Reserved).ShouldBe((0, 0));
            }
            var lines = (await house.Transfer("T1").Get()).Value!.Lines;
            lines.Select(line => line.Lots.Sum(lot => lot.Lost)).ShouldBe([1, 3]);
        });
        crashes.ShouldBe(17);
    }

    [Fact]
    public async Task A_crash_in_cancelling_releases_all_lines_or_none()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Prepare(house);
                await house.Transfer("T1").Put(s_put);
            },
            house => house.Transfer("T1").Cancel(new(House.By)),
            async (house, writes) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                await house.NothingIsOpen();
                (await house.Transfer("T1").Get()).Value!.State.ShouldBe(writes == 0 ? TransferState.Ready : TransferState.Cancelled);
                (await house.Look("S", "A")).Reserved.ShouldBe(writes == 0 ? 12 : 0);
                (await house.Look("S", "B")).Reserved.ShouldBe(writes == 0 ? 3 : 0);
            });
        crashes.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_lot_blocked_after_the_point_of_no_return_is_replaced_or_left_behind_without_losing_a_unit()
    {
        foreach (var all in new[] { false, true })
        {
            var (replaced, left) = (0, 0);
            await Crash.AfterEveryWrite(
                async house =>
                {
                    await Prepare(house);
                    await house.Transfer("T1").Put(s_put);
                },
                house => house.Transfer("T1").Ship(new(House.By)),
                async (house, _) =>
                {
                    await house.Block("S", "B");
                    if (all) await house.Block("S", "B", "L2");
                    await house.Sweep.SweepOnce(CancellationToken.None);
                    await house.NothingIsOpen();
                    await NothingIsLostOrDoubled(house);
                    var transfer = (await house.Transfer("T1").Get()).Value!;
                    if (transfer.State == TransferState.Ready) return;
                    transfer.State.ShouldBe(TransferState.Shipped);
                    if (transfer.Lines[1].Lots.Any(lot => lot.Lot == "L2")) replaced++;
                    if (transfer.Lines[1].Refusal is not null) left++;
                    (await house.Transfer("T1").Receive(new([], [], House.By))).Refusal.ShouldBeNull();
                    await NothingIsLostOrDoubled(house);
                    var (at, from) = (await house.Look("T", "B"), await house.Look("S", "B"));
                    (at.OnHand + from.OnHand, at.InTransitIn, from.InTransitOut, from.Reserved).ShouldBe((20, 0, 0, 0));
                });
            (replaced > 0, left > 0).ShouldBe((!all, all));
        }
    }
}
