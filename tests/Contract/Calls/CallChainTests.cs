using System.Collections.Immutable;
using BeautyGrains.Contract.Tests.Grains;

namespace BeautyGrains.Contract.Tests.Calls;

public sealed class CallChainTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    [Theory]
    [InlineData("1", "plain B, plain A", "stuck at A")]
    [InlineData("2", "allow B, plain A", "there")]
    [InlineData("3", "allow B, plain C, plain A", "there")]
    [InlineData("4", "allow B, suppress A", "stuck at A")]
    [InlineData("5", "allow B, plain A, plain B", "stuck at B")]
    [InlineData("6", "allow B, allow A, plain B", "there")]
    [InlineData("7", "allow A", "there")]
    [InlineData("8", "plain A", "stuck at A")]
    public async Task A_cycle_of_calls_is_stuck_until_the_time_out_unless_who_waits_lets_its_own_chain_in(string test, string chain, string outcome)
    {
        var links = chain.Split(", ").Select(link => link.Split(' ')).Select(link => new Link(link[1] + test, link[0])).ToImmutableArray();
        var answer = await plain.Cluster.Grains.GetGrain<IChainGrain>("A" + test).Pass(links);
        answer.ShouldBe(outcome.StartsWith("stuck", StringComparison.Ordinal) ? outcome + test : outcome);
    }

    [Fact]
    public async Task A_grain_that_lets_its_chain_in_lets_no_others_in()
    {
        var grain = plain.Cluster.Grains.GetGrain<IChainGrain>("open");
        var holding = grain.HoldOpen();
        await Board.Of("open").Heard("open");
        await Should.ThrowAsync<TimeoutException>(() => grain.End());
        Board.Of("open").Open("a");
        await holding;
        (await grain.End()).ShouldBe("there");
    }

    [Fact]
    public async Task A_reader_that_was_let_in_lets_no_other_reader_in_beside_the_writer()
    {
        var grain = plain.Cluster.Grains.GetGrain<IChainGrain>("writer");
        var board = Board.Of("writer");
        var writing = grain.LetReadBack(plain.Cluster.Grains.GetGrain<IChainGrain>("reader"));
        await board.Heard("read a");
        var reading = grain.Read("b");
        await grain.Through();
        await grain.Through();
        board.Count("read b").ShouldBe(0);
        board.Open("a");
        board.Open("b");
        await writing;
        await reading;
    }

    [Fact]
    public async Task A_chain_is_let_in_no_longer_once_the_section_is_left()
        => (await plain.Cluster.Grains.GetGrain<IChainGrain>("leaves").LeaveThenWait(plain.Cluster.Grains.GetGrain<IChainGrain>("comes late"))).ShouldBe("stuck");

    [Fact]
    public async Task Sections_nest_and_leave_the_chain_as_they_found_it()
        => (await plain.Cluster.Grains.GetGrain<IChainGrain>("sections").Sections()).ShouldBe("True True True True True True");
}
