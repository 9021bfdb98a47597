using BeautyGrains.Contracts;
using static BeautyGrains.Grains.Tests.Controlled.ControlledSteps;

namespace BeautyGrains.Grains.Tests.Controlled;

/// <summary>Wherever a crash falls, goods, register and prescription agree once the sweep has been.</summary>
public sealed class ControlledCrashTests
{
    private static async Task Stocked(House house)
    {
        await Prepare(house);
        await house.Takes(Receipt("r", 10));
        await house.Prescribe("RX", 3);
    }

    private static async Task Agree(House house, decimal onHand, decimal left)
    {
        await house.Sweep.SweepOnce(CancellationToken.None);
        await house.NothingIsOpen();
        (await house.Look("S", "TOX")).OnHand.ShouldBe(onHand);
        (await house.Register().Get())!.Balance.ShouldBe(onHand);
        (await house.Grains.GetGrain<IPrescriptionGrain>("RX").Get()).Value!.Left.ShouldBe(left);
    }

    [Fact]
    public async Task A_crash_in_an_issue_leaves_all_of_it_or_none()
    {
        var crashes = await Crash.AfterEveryWrite(
            Stocked,
            house => house.Register().Take(Issue("i", 2)),
            async (house, writes) =>
            {
                await Agree(house, writes == 0 ? 10 : 8, writes == 0 ? 3 : 1);
                await house.Takes(Issue("i", 2));
                await Agree(house, 8, 1);
            });
        crashes.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_crash_in_an_issue_that_the_stock_refuses_gives_the_prescription_everything_back()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Stocked(house);
                await house.Block("S", "TOX");
            },
            house => house.Register().Take(Issue("i", 2)),
            (house, _) => Agree(house, 10, 3));
        crashes.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task A_crash_in_a_return_leaves_all_of_it_or_none()
    {
        var back = Step("b", ControlledStep.Return) with { Issue = "i", Quantity = 1, Reason = "not needed" };
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Stocked(house);
                await house.Takes(Issue("i", 2));
            },
            house => house.Register().Take(back),
            async (house, writes) =>
            {
                await Agree(house, writes == 0 ? 8 : 9, writes == 0 ? 1 : 2);
                (await house.Register().Get())!.Open.Single().Quantity.ShouldBe(writes == 0 ? 2 : 1);
            });
        crashes.ShouldBeGreaterThan(3);
    }
}
