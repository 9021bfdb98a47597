using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests.Processes;

/// <summary>Processes that a crash left open for longer than ids are remembered: their steps are known all the same, and done once.</summary>
public sealed class OldProcessTests
{
    private static readonly string[] s_stores = ["S", "T"];

    private static async Task Prepare(House house)
    {
        await house.PutSku("A");
        foreach (var store in s_stores)
        {
            await house.PutStore(store);
            await house.Receive(store, "A", 100);
            await house.Receive(store, "A", 100, "busy");
        }
    }

    [Fact]
    public async Task A_transfer_left_open_for_days_at_a_busy_stock_receives_its_goods_once()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Prepare(house);
                (await house.Transfer("X").Put(new("S", "T", [new("A", 12, null)], House.By))).Refusal.ShouldBeNull();
                (await house.Transfer("X").Ship(new(House.By))).Refusal.ShouldBeNull();
            },
            house => house.Transfer("X").Receive(new([], [], House.By)),
            async (house, writes) =>
            {
                foreach (var store in s_stores) await house.NineBusyDays(store, "A");
                await house.Sweep.SweepOnce(CancellationToken.None);
                await house.NothingIsOpen();
                var (from, to) = (await house.Look("S", "A"), await house.Look("T", "A"));
                (from.OnHand, from.InTransitOut).ShouldBe((188, writes == 0 ? 12 : 0));
                (to.OnHand, to.InTransitIn).ShouldBe(writes == 0 ? (200, 12) : (212, 0));
            });
        crashes.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_basket_left_committing_for_days_at_a_busy_stock_is_issued_once()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Prepare(house);
                (await house.Basket("B").Put(new("S", [new("A", 7, null)], TimeSpan.FromHours(20), true, House.By))).Refusal.ShouldBeNull();
            },
            house => house.Basket("B").Commit(new(null, House.By)),
            async (house, writes) =>
            {
                // The hold of one that was not yet pinned ends meanwhile, and with it the basket's chance.
                await house.NineBusyDays("S", "A");
                await house.Sweep.SweepOnce(CancellationToken.None);
                await house.NothingIsOpen();
                var state = (await house.Basket("B").Get()).Value!.State;
                var stock = await house.Look("S", "A");
                state.ShouldBe(writes < 2 ? BasketState.Expired : BasketState.Committed);
                (stock.OnHand, stock.Reserved).ShouldBe((writes < 2 ? 200 : 193, 0));
            });
        crashes.ShouldBeGreaterThan(3);
    }
}
