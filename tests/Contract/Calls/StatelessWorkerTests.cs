using BeautyGrains.Contract.Tests.Grains;

namespace BeautyGrains.Contract.Tests.Calls;

public sealed class StatelessWorkerTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    [Fact]
    public async Task As_many_activations_as_allowed_work_at_once_each_on_one_call_and_take_the_others_after()
    {
        var board = Board.Of("workers");
        var calls = plain.Cluster.Grains.GetGrain<IDispatcherGrain>("dispatcher").Dispatch("workers", 6);
        await board.Heard("works", 2);
        board.Open("work");
        (await calls).Distinct().Count().ShouldBe(2);
        board.Log.ShouldBe(Enumerable.Repeat("works", 6));
    }
}
