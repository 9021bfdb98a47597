using BeautyGrains.Contract.Tests.Grains;

namespace BeautyGrains.Contract.Tests.Calls;

public sealed class InterleavingTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    [Fact]
    public async Task A_call_waits_until_the_one_before_has_ended()
    {
        var (grain, board) = Grain("strict");
        var first = grain.Hold("a");
        await board.Heard("hold a begins");
        var second = grain.Hold("b");
        board.Open("b");
        await ComesThrough(grain, board);
        board.Open("a");
        await Task.WhenAll(first, second);
        board.Log.Where(line => line.StartsWith("hold", StringComparison.Ordinal))
            .ShouldBe(["hold a begins", "hold a ends", "hold b begins", "hold b ends"]);
    }

    [Fact]
    public async Task Readers_run_beside_readers_and_a_writer_waits()
    {
        var (grain, board) = Grain("read");
        var first = grain.HoldReading("a");
        await board.Heard("read a begins");
        var second = grain.HoldReading("b");
        await board.Heard("read b begins");
        var writer = grain.Hold("c");
        board.Open("c");
        board.Open("b");
        await second;
        await ComesThrough(grain, board);
        board.Count("hold c begins").ShouldBe(0);
        board.Open("a");
        await Task.WhenAll(first, writer);
    }

    [Fact]
    public async Task Readers_that_wait_behind_a_writer_start_together()
    {
        var (grain, board) = Grain("together");
        var writer = grain.Hold("c");
        await board.Heard("hold c begins");
        var readers = Task.WhenAll(grain.HoldReading("a"), grain.HoldReading("b"));
        await ComesThrough(grain, board);
        board.Log.ShouldNotContain("read a begins");
        board.Open("c");
        await board.Heard("read a begins");
        await board.Heard("read b begins");
        board.Open("b");
        board.Open("a");
        await Task.WhenAll(readers, writer);
    }

    [Fact]
    public async Task What_always_interleaves_runs_beside_a_writer()
    {
        var (grain, board) = Grain("beside");
        var writer = grain.Hold("a");
        await board.Heard("hold a begins");
        var beside = grain.HoldInterleaving("b");
        await board.Heard("interleave b begins");
        board.Open("b");
        await beside;
        writer.IsCompleted.ShouldBeFalse();
        board.Open("a");
        await writer;
    }

    [Fact]
    public async Task All_calls_of_a_reentrant_grain_interleave_but_never_run_at_once()
    {
        var grain = plain.Cluster.Grains.GetGrain<IReentrantGrain>("many");
        var calls = Enumerable.Range(0, 100).Select(_ => grain.Hold("a")).ToArray();
        await Board.Of("many").Heard("in", 100);
        Board.Of("many").Open("a");
        (await Task.WhenAll(calls)).ShouldAllBe(atOnce => atOnce == 1);
    }

    [Fact]
    public async Task A_reentrant_grain_can_be_called_back()
    {
        var grains = plain.Cluster.Grains;
        (await grains.GetGrain<IReentrantGrain>("self").CallBackThrough(grains.GetGrain<IReentrantGrain>("other"))).ShouldBe("self");
    }

    // A call beside the others was carried out after those before it had been taken in.
    private static Task ComesThrough(IPlainGrain grain, Board board)
    {
        board.Open("through");
        return grain.HoldInterleaving("through");
    }

    private (IPlainGrain Grain, Board Board) Grain(string key) => (plain.Cluster.Grains.GetGrain<IPlainGrain>(key), Board.Of(key));
}
