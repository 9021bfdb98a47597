using BeautyGrains.Contract.Tests.Grains;
using Orleans;
using Orleans.Hosting;

namespace BeautyGrains.Contract.Tests.Calls;

/// <summary>A cluster with two filters, which tell the board "filters" of calls of filtered grains.</summary>
public sealed class FilterCluster : IAsyncLifetime
{
    public ContractCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await ContractCluster.Start(new()
    {
        Silo = silo => silo.AddIncomingGrainCallFilter<Outer>().AddIncomingGrainCallFilter<Inner>(),
    });

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();

    private sealed class Outer : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.Grain is not FilteredGrain)
            {
                await context.Invoke();
                return;
            }

            var board = Board.Of($"filters of {context.TargetId.Key}");
            board.Say($"outer before {context.InterfaceName.Split('.')[^1]}.{context.MethodName} of {context.TargetId.Type}");
            if (context.SourceId is { } source && source.Type == context.TargetId.Type)
                board.Say($"from {source}");
            if (context.MethodName == nameof(IFilteredGrain.Refused))
                throw new ContractException("refused");
            await context.Invoke();
            board.Say($"outer after {context.Result}");
        }
    }

    private sealed class Inner : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            await context.Invoke();
            if (context.Grain is not FilteredGrain)
                return;
            var board = Board.Of($"filters of {context.TargetId.Key}");
            board.Say($"inner after {context.ImplementationMethod.DeclaringType!.Name}.{context.ImplementationMethod.Name}");
            if (context.Result is int number)
                context.Result = number + 1;
        }
    }
}

public sealed class FilterTests(FilterCluster filters) : IClassFixture<FilterCluster>
{
    private IGrainFactory Grains => filters.Cluster.Grains;

    [Fact]
    public async Task Filters_stand_around_each_call_in_the_order_of_registration_and_may_change_its_result()
    {
        (await Grains.GetGrain<IFilteredGrain>("order").Double(4)).ShouldBe(9);
        Board.Of("filters of order").Log.ShouldBe(["outer before IFilteredGrain.Double of filtered", "inner after FilteredGrain.Double", "outer after 9"]);
    }

    [Fact]
    public async Task A_filter_can_refuse_a_call_and_hears_of_exceptions()
    {
        var grain = Grains.GetGrain<IFilteredGrain>("refused");
        await grain.Nothing();
        (await Should.ThrowAsync<ContractException>(grain.Refused)).Message.ShouldBe("refused");
        (await Should.ThrowAsync<ContractException>(grain.Throw)).Message.ShouldBe("on purpose");
        Board.Of("filters of refused").Log.Skip(3).ShouldBe(["outer before IFilteredGrain.Refused of filtered", "outer before IFilteredGrain.Throw of filtered"]);
    }

    [Fact]
    public async Task A_filter_knows_the_calling_grain()
    {
        await Grains.GetGrain<IFilteredGrain>("caller").DoubleThrough(Grains.GetGrain<IFilteredGrain>("called"), 1);
        Board.Of("filters of called").Log.ShouldContain("from filtered/caller");
    }

    [Fact]
    public async Task A_grain_can_filter_its_own_calls()
        => (await Grains.GetGrain<ISelfFilteringGrain>("s").Word()).ShouldBe("word, filtered");
}
