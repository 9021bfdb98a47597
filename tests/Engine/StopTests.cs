using BeautyGrains.Engine.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_stop_lets_running_calls_end_refuses_new_ones_and_ends_every_activation()
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<IPlainGrain>("p");
        var idle = engine.Grains.GetGrain<IPlainGrain>("idle");
        await idle.Nothing();
        var call = grain.Hold("a");
        await engine.Heard("hold a begins");

        var stop = engine.Engine.StopAsync(CancellationToken.None);
        await Should.ThrowAsync<OrleansMessageRejectionException>(() => idle.Nothing());
        engine.Probe.Count("deactivating idle").ShouldBe(0);
        engine.Probe.Open("a");
        await call;
        await stop;

        engine.Probe.Log.ShouldContain("deactivated p ShuttingDown");
        engine.Probe.Log.ShouldContain("deactivated idle ShuttingDown");
        engine.StatisticsOf("plain").Activations.ShouldBe(0);
        await Should.ThrowAsync<OrleansMessageRejectionException>(() => grain.Nothing());
    }

    [Fact]
    public async Task While_the_engine_stops_a_running_call_may_still_call_other_grains()
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<IRelayGrain>("r");
        var call = grain.CallAfter("a", engine.Grains.GetGrain<IPlainGrain>("woken"));
        await engine.Heard("relay waits");
        var stop = engine.Engine.StopAsync(CancellationToken.None);
        engine.Probe.Open("a");
        (await call).ShouldBe("woken");
        await stop;
        engine.Probe.Log.ShouldContain("deactivated woken ShuttingDown");
    }

    [Fact]
    public async Task A_call_that_does_not_end_holds_a_stop_no_longer_than_the_time_outs()
    {
        await using var engine = await TestEngine.Start();
        var call = engine.Grains.GetGrain<IPlainGrain>("stuck").Hold("a");
        await engine.Heard("hold a begins");
        var stop = engine.Engine.StopAsync(CancellationToken.None);
        engine.Clock.Advance(TimeSpan.FromSeconds(9));
        stop.IsCompleted.ShouldBeFalse();
        await TestEngine.Until(
            () =>
            {
                engine.Clock.Advance(TimeSpan.FromSeconds(1));
                return stop.IsCompleted;
            },
            "the stop ends");
        await stop;
        await Should.ThrowAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task An_engine_that_has_not_started_refuses_calls()
    {
        var services = new ServiceCollection().AddSingleton<Probe>().AddSingleton<TimeProvider>(new ManualClock()).BuildServiceProvider();
        var options = new EmbeddedEngineOptions();
        options.GrainAssemblies.Add(typeof(StopTests).Assembly);
        await using var engine = new EmbeddedEngine(services, options);
        await Should.ThrowAsync<OrleansMessageRejectionException>(() => engine.GetGrain<IPlainGrain>("x").Nothing());
        await engine.StartAsync(CancellationToken.None);
        await engine.GetGrain<IPlainGrain>("x").Nothing();
    }

    [Fact]
    public async Task A_host_starts_and_stops_the_engine()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<Probe>().AddSingleton<TimeProvider>(new ManualClock())
            .AddEmbeddedEngine(options => options.GrainAssemblies.Add(typeof(StopTests).Assembly));
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<IClusterClient>().GetGrain<IPlainGrain>("hosted").Nothing();
        host.Services.GetRequiredService<EngineStatistics>().Read().Single(grain => grain.GrainType == "plain").Calls.ShouldBe(1);
        await host.StopAsync();
        host.Services.GetRequiredService<Probe>().Log.ShouldContain("deactivated hosted ShuttingDown");
    }
}
