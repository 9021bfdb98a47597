using BeautyGrains.Contract.Tests.Grains;

namespace BeautyGrains.Contract.Tests.Life;

public sealed class LifeTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    [Fact]
    public async Task Calls_wait_for_OnActivateAsync()
    {
        var grain = Grain("slow start");
        var calls = new[] { grain.Increment(), grain.Increment() };
        Board.Of("slow start").Log.ShouldBeEmpty();
        Board.Of("slow start").Open("deactivate");
        Board.Of("slow start").Open("activate");
        (await Task.WhenAll(calls)).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_failed_activation_tells_its_callers_and_a_later_call_tries_again()
    {
        var grain = Grain("bad");
        foreach (var call in new[] { grain.Increment(), grain.Increment() })
            (await Should.ThrowAsync<ContractException>(() => call)).Message.ShouldBe("bad cannot start");
        Board.Of("bad").Open("heal");
        (await grain.Increment()).ShouldBe(1);
        Board.Of("bad").Log.ShouldNotContain("deactivating");
    }

    [Fact]
    public async Task A_constructor_that_throws_is_a_failed_activation()
        => await Should.ThrowAsync<Exception>(() => plain.Cluster.Grains.GetGrain<IStillbornGrain>("x").Nothing());

    [Fact]
    public async Task Calls_behind_DeactivateOnIdle_go_to_a_new_activation_after_the_old_one_has_ended()
    {
        var grain = Grain("slow end");
        var board = Board.Of("slow end");
        board.Open("activate");
        await grain.Increment();
        var last = grain.End();
        await board.Heard("asked");
        var behind = grain.Increment();
        board.Open("a");
        await last;
        await board.Heard("deactivating");
        behind.IsCompleted.ShouldBeFalse();
        board.Count("activated").ShouldBe(1);
        board.Open("deactivate");
        (await behind).ShouldBe(1);
        board.Log.Where(line => line != "disposed")
            .ShouldBe(["activated", "asked", "ended call", "deactivating", "deactivated ApplicationRequested", "activated"]);
    }

    [Fact]
    public async Task A_grain_is_disposed_after_OnDeactivateAsync()
    {
        var board = Board.Of("disposable");
        board.Open("a");
        await Grain("disposable").End();
        await board.Heard("disposed");
        board.Log.ShouldBe(["activated", "asked", "ended call", "deactivating", "deactivated ApplicationRequested", "disposed"]);
    }

    private IPlainGrain Grain(string key) => plain.Cluster.Grains.GetGrain<IPlainGrain>(key);
}
