using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests.Baskets;

public sealed class BasketCrashTests
{
    private static readonly string[] s_skus = ["A", "B", "C"];

    private static readonly PutBasket s_put = new("S", [.. s_skus.Select(sku => new BasketLine(sku, 2, null))], TimeSpan.FromMinutes(5), true, House.By);

    private static async Task Prepare(House house)
    {
        await house.PutStore("S");
        foreach (var sku in s_skus)
        {
            await house.PutSku(sku);
            await house.Receive("S", sku, 5);
        }
    }

    private static async Task<(decimal OnHand, decimal Reserved)[]> Stocks(House house)
    {
        var found = new List<(decimal, decimal)>();
        foreach (var sku in s_skus)
        {
            var view = await house.Look("S", sku);
            found.Add((view.OnHand, view.Reserved));
        }
        return [.. found];
    }

    private static (decimal OnHand, decimal Reserved)[] All(decimal onHand, decimal reserved) => [.. s_skus.Select(_ => (onHand, reserved))];

    private static async Task<BasketState?> Swept(House house)
    {
        await house.Sweep.SweepOnce(CancellationToken.None);
        await house.NothingIsOpen();
        return (await house.Basket("B").Get()).Value?.State;
    }

    [Fact]
    public async Task A_crash_in_reserving_leaves_a_whole_basket_or_none()
    {
        var crashes = await Crash.AfterEveryWrite(
            Prepare,
            house => house.Basket("B").Put(s_put),
            async (house, writes) =>
            {
                var state = await Swept(house);
                (await Stocks(house)).ShouldBe(writes == 0 ? All(5, 0) : All(5, 2));
                state.ShouldBe(writes == 0 ? null : BasketState.Reserved);
                (await house.Basket("B").Put(s_put)).Value!.State.ShouldBe(BasketState.Reserved);
                (await Stocks(house)).ShouldBe(All(5, 2));
            });
        crashes.ShouldBe(5);
    }

    [Fact]
    public async Task A_crash_in_a_refused_basket_leaves_nothing_held()
    {
        var tooMuch = s_put with { Lines = s_put.Lines.SetItem(1, new("B", 6, null)) };
        var crashes = await Crash.AfterEveryWrite(
            Prepare,
            house => house.Basket("B").Put(tooMuch),
            async (house, writes) =>
            {
                (await Swept(house)).ShouldBe(writes == 0 ? null : BasketState.Refused);
                (await Stocks(house)).ShouldBe(All(5, 0));
                (await house.Basket("B").Put(tooMuch)).Refusal!.Lines.Select(line => line.Sku).ShouldBe(["B"]);
            });
        crashes.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_crash_in_committing_commits_all_lines_or_none()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Prepare(house);
                await house.Basket("B").Put(s_put);
            },
            house => house.Basket("B").Commit(new("doc", House.By)),
            async (house, writes) =>
            {
                var state = await Swept(house);
                state.ShouldBe(writes == 0 ? BasketState.Reserved : BasketState.Committed);
                (await Stocks(house)).ShouldBe(writes == 0 ? All(5, 2) : All(3, 0));
                (await house.Basket("B").Commit(new("doc", House.By))).Value!.State.ShouldBe(BasketState.Committed);
                (await Stocks(house)).ShouldBe(All(3, 0));
            });
        crashes.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task A_crash_in_a_refused_commit_issues_nothing_and_lets_every_line_expire()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Prepare(house);
                await house.Basket("B").Put(s_put);
                await house.Block("S", "C");
            },
            house => house.Basket("B").Commit(new(null, House.By)),
            async (house, _) =>
            {
                (await Swept(house)).ShouldBe(BasketState.Reserved);
                (await Stocks(house)).Select(stock => stock.OnHand).ShouldBe([5m, 5m, 5m]);
                house.Clock.Advance(TimeSpan.FromMinutes(5));
                (await Stocks(house)).ShouldBe(All(5, 0));
            });
        crashes.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_crash_in_releasing_releases_all_lines_or_none()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Prepare(house);
                await house.Basket("B").Put(s_put);
            },
            house => house.Basket("B").Release(new(House.By)),
            async (house, writes) =>
            {
                (await Swept(house)).ShouldBe(writes == 0 ? BasketState.Reserved : BasketState.Released);
                (await Stocks(house)).ShouldBe(writes == 0 ? All(5, 2) : All(5, 0));
            });
        crashes.ShouldBeGreaterThan(3);
    }
}
