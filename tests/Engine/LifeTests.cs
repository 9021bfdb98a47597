using BeautyGrains.Engine.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Tests;

public sealed class LifeTests : IAsyncLifetime
{
    private TestEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await TestEngine.Start();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_failed_activation_tells_every_waiting_caller_and_the_next_call_tries_again()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("bad");
        foreach (var call in new[] { grain.Increment(), grain.Increment() })
            (await Should.ThrowAsync<InvalidOperationException>(() => call)).Message.ShouldBe("bad cannot start");
        _engine.StatisticsOf("plain").ActivationsFailed.ShouldBeGreaterThan(0);
        _engine.StatisticsOf("plain").Activations.ShouldBe(0);
        _engine.Probe.Open("heal");
        (await grain.Increment()).ShouldBe(1);
        _engine.Probe.Log.ShouldNotContain("deactivating bad");
    }

    [Fact]
    public async Task Activations_that_fail_call_after_call_are_one_line_a_second_in_the_log()
    {
        var warnings = new Warnings();
        await using var engine = await TestEngine.Start(services: services => services.AddSingleton<ILoggerFactory>(warnings));
        for (var key = 1; key <= 100; key++)
            await Should.ThrowAsync<InvalidOperationException>(() => engine.Grains.GetGrain<IPlainGrain>($"bad{key}").Increment());
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<InvalidOperationException>(() => engine.Grains.GetGrain<IPlainGrain>("bad101").Increment());
        warnings.Said.ShouldBe(
            ["plain/bad1 could not be activated; 0 more of its class since the last such line.", "plain/bad101 could not be activated; 99 more of its class since the last such line."]);
    }

    [Fact]
    public async Task A_constructor_that_throws_is_a_failed_activation()
        => (await Should.ThrowAsync<NotSupportedException>(() => _engine.Grains.GetGrain<IStillbornGrain>("x").Nothing()))
            .Message.ShouldBe("never born");

    [Fact]
    public async Task A_reentrant_grain_that_ends_lets_what_runs_end_and_begins_nothing_more()
    {
        var grain = _engine.Grains.GetGrain<IReentrantGrain>("r");
        var running = grain.Hold("a");
        await TestEngine.Until(() => _engine.StatisticsOf("reentrant").Running == 1, "the call runs");
        await grain.DeactivateNow();
        var behind = grain.Key();
        await TestEngine.Until(() => _engine.StatisticsOf("reentrant").Waiting == 1, "the next call waits");
        behind.IsCompleted.ShouldBeFalse();
        _engine.Probe.Open("a");
        await running;
        (await behind).ShouldBe("r");
        _engine.StatisticsOf("reentrant").Activated.ShouldBe(2);
    }

    [Fact]
    public async Task A_grain_that_always_ends_before_its_first_call_has_its_callers_refused()
        => await Should.ThrowAsync<OrleansMessageRejectionException>(() => _engine.Grains.GetGrain<IPlainGrain>("fickle").Nothing());

    [Fact]
    public async Task An_unused_activation_is_collected_after_the_collection_age_and_wakes_anew()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("idle");
        await grain.Increment();
        _engine.Clock.Advance(TimeSpan.FromMinutes(14));
        await grain.Increment();
        _engine.Clock.Advance(TimeSpan.FromMinutes(14));
        (await grain.Increment()).ShouldBe(3);
        _engine.Clock.Advance(TimeSpan.FromMinutes(16));
        await _engine.Heard("deactivated idle ActivationIdle");
        (await grain.Increment()).ShouldBe(1);
    }

    [Fact]
    public async Task A_grain_with_a_running_call_is_not_collected()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("working");
        await grain.Increment();
        var call = grain.Shout("a");
        await _engine.Heard("shout a begins");
        var idle = _engine.Grains.GetGrain<IPlainGrain>("idle");
        await idle.Nothing();
        _engine.Clock.Advance(TimeSpan.FromHours(1));
        await _engine.Heard("deactivated idle ActivationIdle");
        _engine.Probe.Count("deactivating working").ShouldBe(0);
        _engine.Probe.Open("a");
        await call;
        // Nor afterwards: an end that was only put off would begin with the call's.
        (await grain.Increment()).ShouldBe(2);
    }

    [Fact]
    public async Task DelayDeactivation_keeps_an_activation_from_being_collected()
    {
        var kept = _engine.Grains.GetGrain<IPlainGrain>("kept");
        var idle = _engine.Grains.GetGrain<IPlainGrain>("idle");
        await kept.StayFor(TimeSpan.FromHours(1));
        await idle.Nothing();
        _engine.Clock.Advance(TimeSpan.FromMinutes(30));
        await _engine.Heard("deactivated idle ActivationIdle");
        _engine.Probe.Count("deactivating kept").ShouldBe(0);
        _engine.Clock.Advance(TimeSpan.FromMinutes(31));
        await _engine.Heard("deactivated kept ActivationIdle");
    }

    [Fact]
    public async Task An_activation_that_stays_for_good_is_never_collected()
    {
        await _engine.Grains.GetGrain<IPlainGrain>("kept").StayFor(Timeout.InfiniteTimeSpan);
        await _engine.Grains.GetGrain<IPlainGrain>("idle").Nothing();
        _engine.Clock.Advance(TimeSpan.FromDays(1));
        await _engine.Heard("deactivated idle ActivationIdle");
        _engine.Probe.Count("deactivating kept").ShouldBe(0);
    }

    [Fact]
    public async Task A_grain_ends_on_its_own_behalf_and_starts_no_timer_any_more()
    {
        RequestContext.Set("who", "caller");
        _engine.Probe.Open("a");
        await _engine.Grains.GetGrain<IPlainGrain>("restless").Deactivate();
        await _engine.Heard("deactivated restless ApplicationRequested");
        _engine.Probe.Count("restless may start no timer").ShouldBe(1);
        _engine.Probe.Log.ShouldNotContain("restless ends on behalf of caller");
    }

    [Fact]
    public async Task A_grain_is_disposed_after_OnDeactivateAsync()
    {
        await _engine.Grains.GetGrain<IDisposableGrain>(17).Touch();
        _engine.Clock.Advance(TimeSpan.FromMinutes(17));
        await _engine.Heard("disposed 17");
        _engine.Probe.Log.ShouldBe(["deactivated 17", "disposed 17"]);
    }
}
