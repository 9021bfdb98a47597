using BeautyGrains.Engine.Tests.Grains;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Tests;

public sealed class CallTests : IAsyncLifetime
{
    private TestEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await TestEngine.Start();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_call_wakes_the_grain_once_and_answers()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("one");
        _engine.Probe.Log.ShouldBeEmpty();

        (await grain.Key()).ShouldBe("one");
        (await grain.Increment()).ShouldBe(1);
        (await _engine.Grains.GetGrain<IPlainGrain>("one").Increment()).ShouldBe(2);
        (await _engine.Grains.GetGrain<IPlainGrain>("two").Increment()).ShouldBe(1);
        _engine.Probe.Log.ShouldBe(["activated one", "activated two"]);
    }

    [Fact]
    public async Task Value_tasks_answer_too()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("fast");
        (await grain.IncrementFast()).ShouldBe(1);
        await grain.TouchFast();
        (await grain.IncrementFast()).ShouldBe(3);
    }

    [Fact]
    public async Task Many_concurrent_callers_never_see_a_turn_of_another()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("busy");
        var seen = await Task.WhenAll(Enumerable.Range(0, 2000).Select(_ => grain.Increment()));
        seen.Order().ShouldBe(Enumerable.Range(1, 2000));
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_as_it_is_and_the_activation_stays()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("thrower");
        await grain.Increment();
        var thrown = await Should.ThrowAsync<InvalidOperationException>(() => grain.Throw("on purpose"));
        thrown.Message.ShouldBe("on purpose");
        (await grain.Increment()).ShouldBe(2);
        _engine.StatisticsOf("plain").Failed.ShouldBe(1);
    }

    [Fact]
    public async Task Awaits_in_a_grain_come_back_to_its_scheduler()
        => (await _engine.Grains.GetGrain<IPlainGrain>("home").StaysOnItsScheduler()).ShouldBeTrue();

    [Fact]
    public async Task Nobody_runs_a_grains_task_on_a_thread_of_his_own()
    {
        var scheduler = await _engine.Grains.GetGrain<IPlainGrain>("home").Scheduler();
        var thread = 0;
        new Task(() => thread = Environment.CurrentManagedThreadId).RunSynchronously(scheduler);
        thread.ShouldNotBeOneOf(0, Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void References_to_one_grain_are_equal()
    {
        var one = _engine.Grains.GetGrain<IPlainGrain>("one");
        one.ShouldBe(_engine.Grains.GetGrain<IPlainGrain>("one"));
        one.GetHashCode().ShouldBe(_engine.Grains.GetGrain<IPlainGrain>("one").GetHashCode());
        one.ShouldNotBe(_engine.Grains.GetGrain<IPlainGrain>("two"));
        one.GetPrimaryKeyString().ShouldBe("one");
        one.GetGrainId().ShouldBe(GrainId.Create("plain", "one"));
        one.ToString().ShouldBe("plain/one");
        one.AsReference<IPlainGrain>().ShouldBe(one);
    }

    [Fact]
    public void A_blank_key_is_refused()
        => Should.Throw<ArgumentException>(() => _engine.Grains.GetGrain<IPlainGrain>(" "));

    [Fact]
    public async Task The_request_context_goes_with_the_call_and_never_comes_back()
    {
        RequestContext.Set("who", "caller");
        var grain = _engine.Grains.GetGrain<IPlainGrain>("context");
        (await grain.Context("who")).ShouldBe("caller");
        RequestContext.Get("who").ShouldBe("caller");
        RequestContext.Remove("who").ShouldBeTrue();
        (await grain.Context("who")).ShouldBe("none");
    }

    [Fact]
    public async Task A_one_way_call_is_over_for_its_caller_at_once()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("far");
        grain.Shout("a").IsCompletedSuccessfully.ShouldBeTrue();
        await _engine.Heard("shout a begins");
        _engine.Probe.Open("a");
        await _engine.Heard("shout a ends");
        (await grain.Increment()).ShouldBe(1);
    }
}
