using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests.Recalls;

public sealed class RecallCrashTests
{
    private static readonly PutRecall s_put = new("A", ["L1"], null, RecallClass.I, "maker", null, House.By);

    private static IRecallGrain RecallIn(House house) => house.Grains.GetGrain<IRecallGrain>("RC");

    private static async Task Prepare(House house)
    {
        await house.PutSku("A");
        foreach (var store in new[] { "S", "T" })
        {
            await house.PutStore(store);
            await house.Receive(store, "A", 10);
        }
        (await house.Stock("S", "A").Sell(new("s1", 1, null, "L1", MovementKind.Sale, null, House.By, Client: "C-1"))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_crash_anywhere_leaves_a_recall_that_ends_completely()
    {
        var crashes = await Crash.AfterEveryWrite(
            Prepare,
            async house =>
            {
                (await RecallIn(house).Put(s_put)).Refusal.ShouldBeNull();
                (await RecallIn(house).Follow()).Refusal.ShouldBeNull();
            },
            async (house, _) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                var known = await RecallIn(house).Get();
                if (known.Value is { } begun) begun.State.ShouldBe(RecallState.Open);
                (await RecallIn(house).Put(s_put)).Value!.Found.Select(found => found.Store).ShouldBe(["S", "T"]);
                foreach (var store in new[] { "S", "T" })
                    (await house.Stock(store, "A").Sell(new("s2", 1, null, "L1", MovementKind.Sale, null, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.LotBlocked);
                var seen = (await RecallIn(house).Follow()).Value!;
                (seen.Clients, seen.Tally.Sold, seen.Tally.Left).ShouldBe((1, 1, 19));
            });
        crashes.ShouldBe(7);
    }
}
