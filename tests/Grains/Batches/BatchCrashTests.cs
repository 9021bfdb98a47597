using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests.Batches;

public sealed class BatchCrashTests
{
    private static readonly (string Store, string Sku)[] s_stocks = [("S", "A"), ("S", "B"), ("T", "A")];

    private static readonly PutBatch s_put = Of(2, 2, 2);

    private static PutBatch Of(params decimal[] quantities) => new(
        [.. s_stocks.Select((stock, i) => new BatchItem(stock.Store, stock.Sku, $"r{i}", quantities[i], null, TimeSpan.FromMinutes(5), null, null, null, null))], House.By);

    private static async Task Prepare(House house)
    {
        await house.PutStore("S");
        await house.PutStore("T");
        await house.PutSku("A");
        await house.PutSku("B");
        foreach (var (store, sku) in s_stocks) await house.Receive(store, sku, 5);
    }

    private static Task<Answer<ReservationView>> Single(House house, int item, decimal quantity) =>
        house.Stock(s_stocks[item].Store, s_stocks[item].Sku).Reserve(new($"r{item}", quantity, null, TimeSpan.FromMinutes(5), null, null, null, null, null, false, House.By));

    private static async Task<decimal[]> Reserved(House house)
    {
        var found = new List<decimal>();
        foreach (var (store, sku) in s_stocks) found.Add((await house.Look(store, sku)).Reserved);
        return [.. found];
    }

    private static async Task<BatchPhase> Swept(House house)
    {
        await house.Sweep.SweepOnce(CancellationToken.None);
        await house.NothingIsOpen();
        return (await BatchKind.Instance.Replay(house.Journal, "M")).State.Phase;
    }

    [Fact]
    public async Task A_crash_in_reserving_leaves_every_item_held_or_none()
    {
        var crashes = await Crash.AfterEveryWrite(
            Prepare,
            house => house.Batch("M").Put(s_put),
            async (house, writes) =>
            {
                (await Swept(house)).ShouldBe(writes == 0 ? BatchPhase.None : BatchPhase.Done);
                (await Reserved(house)).ShouldBe(writes == 0 ? [0, 0, 0] : [2, 2, 2]);
                (await house.Batch("M").Put(s_put)).Value!.Items.Length.ShouldBe(3);
                (await Reserved(house)).ShouldBe([2, 2, 2]);
            });
        crashes.ShouldBe(5);
    }

    [Fact]
    public async Task A_crash_in_a_refused_batch_leaves_nothing_held_and_its_ids_free()
    {
        var tooMuch = Of(2, 6, 2);
        var crashes = await Crash.AfterEveryWrite(
            Prepare,
            house => house.Batch("M").Put(tooMuch),
            async (house, writes) =>
            {
                (await Swept(house)).ShouldBe(writes == 0 ? BatchPhase.None : BatchPhase.Refused);
                (await Reserved(house)).ShouldBe([0, 0, 0]);
                (await house.Batch("M").Put(tooMuch)).Refusal!.Lines.Select(line => (line.Store, line.Sku, line.Id)).ShouldBe([("S", "B", "r1")]);

                await house.Receive("S", "B", 5, "L2");
                (await house.Batch("M").Put(tooMuch)).Value!.Items.ShouldAllBe(item => item.IsNew);
                (await Reserved(house)).ShouldBe([2, 6, 2]);
            });
        crashes.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_crash_in_a_refused_batch_takes_nothing_back_that_was_there_before()
    {
        var tooMuch = Of(2, 6, 2);
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Prepare(house);
                (await Single(house, 2, 2)).IsNew.ShouldBeTrue();
            },
            house => house.Batch("M").Put(tooMuch),
            async (house, _) =>
            {
                await Swept(house);
                (await Reserved(house)).ShouldBe([0, 0, 2]);
                (await house.Stock("T", "A").GetReservation("r2")).Value!.State.ShouldBe(ReservationState.Open);
                (await house.Stock("S", "A").GetReservation("r0")).Refusal!.Kind.ShouldBe(RefusalKind.UnknownReservation);
            });
        crashes.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task A_crash_in_trying_anew_leaves_every_item_held_or_none()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Prepare(house);
                await house.Stock("S", "B").Reserve(new("all", 5, null, TimeSpan.FromMinutes(1), null, null, null, null, null, false, House.By));
                (await house.Batch("M").Put(s_put)).Refusal!.Kind.ShouldBe(RefusalKind.LinesRefused);
                await house.Stock("S", "B").Release(new("all", House.By));
            },
            house => house.Batch("M").Put(s_put),
            async (house, writes) =>
            {
                (await Swept(house)).ShouldBe(writes == 0 ? BatchPhase.Refused : BatchPhase.Done);
                (await Reserved(house)).ShouldBe(writes == 0 ? [0, 0, 0] : [2, 2, 2]);
            });
        crashes.ShouldBe(5);
    }
}
