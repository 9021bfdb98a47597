using BeautyGrains.Engine.Tests.Grains;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace BeautyGrains.Engine.Tests;

public sealed class FilterTests
{
    [Fact]
    public async Task Filters_stand_around_each_call_in_the_order_of_registration()
    {
        await using var engine = await TestEngine.Start(services: Filter<Outer, Inner>);
        (await engine.Grains.GetGrain<IPlainGrain>("f").Increment()).ShouldBe(1);
        engine.Probe.Log.ShouldBe(
            [
                "activated f",
                "outer before BeautyGrains.Engine.Tests.Grains.IPlainGrain.Increment of plain/f from nobody",
                "inner before PlainGrain.Increment",
                "inner after 1",
                "outer after 1",
            ]);
    }

    [Fact]
    public async Task A_filter_knows_the_calling_grain()
    {
        await using var engine = await TestEngine.Start(services: Filter<Outer, Inner>);
        await engine.Grains.GetGrain<IReentrantGrain>("r").CallBackThrough(engine.Grains.GetGrain<IReentrantGrain>("o"));
        engine.Probe.Log.ShouldContain("outer before BeautyGrains.Engine.Tests.Grains.IReentrantGrain.Key of reentrant/r from reentrant/o");
    }

    [Fact]
    public async Task A_filter_can_refuse_a_call_and_can_change_its_result()
    {
        await using var engine = await TestEngine.Start(services: Filter<Refusing, Doubling>);
        var grain = engine.Grains.GetGrain<IPlainGrain>("f");
        (await Should.ThrowAsync<UnauthorizedAccessException>(() => grain.Key())).Message.ShouldBe("refused");
        (await grain.Increment()).ShouldBe(2);
        await grain.Nothing();
        (await Should.ThrowAsync<InvalidOperationException>(() => grain.Throw("on purpose"))).Message.ShouldBe("on purpose");
    }

    [Fact]
    public async Task A_grain_can_filter_its_own_calls()
    {
        await using var engine = await TestEngine.Start();
        (await engine.Grains.GetGrain<ISelfFilteringGrain>("s").Word()).ShouldBe("word, filtered");
    }

    private static void Filter<TFirst, TSecond>(IServiceCollection services)
        where TFirst : class, IIncomingGrainCallFilter
        where TSecond : class, IIncomingGrainCallFilter
        => new Builder(services).AddIncomingGrainCallFilter<TFirst>().AddIncomingGrainCallFilter<TSecond>();

    private sealed record Builder(IServiceCollection Services) : ISiloBuilder
    {
        public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();
    }

    private sealed class Outer(Probe probe) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            probe.Say($"outer before {context.InterfaceName}.{context.MethodName} of {context.TargetId} from {context.SourceId?.ToString() ?? "nobody"}");
            await context.Invoke();
            probe.Say($"outer after {context.Result}");
        }
    }

    private sealed class Inner(Probe probe) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            context.ImplementationMethod.DeclaringType.ShouldBe(context.Grain.GetType());
            probe.Say($"inner before {context.Grain.GetType().Name}.{context.ImplementationMethod.Name}");
            await context.Invoke();
            probe.Say($"inner after {context.Result}");
        }
    }

    private sealed class Refusing : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
            => context.MethodName == "Key" ? throw new UnauthorizedAccessException("refused") : context.Invoke();
    }

    private sealed class Doubling : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            await context.Invoke();
            if (context.Result is int number)
                context.Result = number * 2;
        }
    }
}
