using BeautyGrains.Contract.Tests.Grains;

namespace BeautyGrains.Contract.Tests.Calls;

public sealed class CancellationTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    [Fact]
    public async Task A_caller_that_cancels_is_free_at_once_and_the_grains_token_is_cancelled_in_a_turn()
    {
        var board = Board.Of("cancelled");
        using var source = new CancellationTokenSource();
        var call = Grain("cancelled").Wait("a", source.Token);
        await board.Heard("waits for a");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await board.Heard("stops waiting for a");
        await board.Heard("told in a turn");
        board.Open("b");
        (await Grain("cancelled").Wait("b", CancellationToken.None)).ShouldBe("b");
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_waits_does_not_begin_or_stops_at_once()
    {
        var board = Board.Of("waiting");
        var first = Grain("waiting").Wait("a", CancellationToken.None);
        await board.Heard("waits for a");
        using var source = new CancellationTokenSource();
        var second = Grain("waiting").Wait("b", source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        var third = Grain("waiting").Wait("c", CancellationToken.None);
        board.Open("c");
        board.Open("a");
        await first;
        await third;
        board.Count("stops waiting for b").ShouldBe(board.Count("waits for b"));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_sends_nothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(async () => await Grain("unsent").Wait("a", new CancellationToken(canceled: true)));
        Board.Of("unsent").Open("a");
        await Grain("unsent").Wait("a", CancellationToken.None);
        Board.Of("unsent").Count("waits for a").ShouldBe(1);
    }

    [Fact]
    public async Task Cancellation_goes_on_through_grains()
    {
        using var source = new CancellationTokenSource();
        var call = Grain("through").WaitThrough(Grain("behind"), "a", source.Token);
        await Board.Of("behind").Heard("waits for a");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Board.Of("behind").Heard("stops waiting for a");
        await Board.Of("through").Heard("the other was stopped");
    }

    [Fact]
    public async Task Who_does_not_cancel_hears_nothing_of_it()
    {
        var board = Board.Of("calm");
        board.Open("a");
        using var source = new CancellationTokenSource();
        (await Grain("calm").Wait("a", source.Token)).ShouldBe("a");
        await source.CancelAsync();
        (await Grain("calm").Look(CancellationToken.None)).ShouldBeFalse();
        board.Log.ShouldBe(["waits for a", "a is open"]);
    }

    [Fact]
    public async Task A_call_that_timed_out_may_have_happened()
    {
        var board = Board.Of("late");
        await Should.ThrowAsync<TimeoutException>(() => Grain("late").Hold("a"));
        board.Count("holds a").ShouldBe(1);
        board.Open("a");
        await board.Heard("held a");
    }

    private IPatientGrain Grain(string key) => plain.Cluster.Grains.GetGrain<IPatientGrain>(key);
}
