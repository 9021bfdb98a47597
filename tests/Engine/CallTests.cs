using BeautyGrains.Engine.Tests.Grains;

namespace BeautyGrains.Engine.Tests;

/// <summary>What shows in the engine alone; what callers and grains see is in tests/Contract.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private TestEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await TestEngine.Start();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Nobody_runs_a_grains_task_on_a_thread_of_his_own()
    {
        var scheduler = await _engine.Grains.GetGrain<IPlainGrain>("home").Scheduler();
        var thread = 0;
        new Task(() => thread = Environment.CurrentManagedThreadId).RunSynchronously(scheduler);
        thread.ShouldNotBeOneOf(0, Environment.CurrentManagedThreadId);
    }

    [Fact]
    public async Task Failed_calls_are_counted()
    {
        var grain = _engine.Grains.GetGrain<IPlainGrain>("thrower");
        (await Should.ThrowAsync<InvalidOperationException>(() => grain.Throw("on purpose"))).Message.ShouldBe("on purpose");
        _engine.StatisticsOf("plain").Failed.ShouldBe(1);
    }

    [Fact]
    public void A_reference_is_written_as_its_grains_address()
        => _engine.Grains.GetGrain<IPlainGrain>("one").ToString().ShouldBe("plain/one");
}
