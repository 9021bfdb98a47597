using BeautyGrains.Engine.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Engine.Tests;

/// <summary>What takes a look at the engine's numbers; what callers and grains see of it is in tests/Contract.</summary>
public sealed class CancellationTests : IAsyncLifetime
{
    private TestEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await TestEngine.Start();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_call_that_is_cancelled_in_the_mailbox_leaves_it_and_never_begins()
    {
        var grain = _engine.Grains.GetGrain<ICancelledGrain>("c");
        var first = grain.Hold("a", CancellationToken.None);
        await _engine.Heard("hold a");
        using var source = new CancellationTokenSource();
        var second = grain.Hold("b", source.Token);
        _engine.StatisticsOf("cancelled").Waiting.ShouldBe(1);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        await TestEngine.Until(() => _engine.StatisticsOf("cancelled").Waiting == 0, "the mailbox is empty");
        _engine.Probe.Open("a");
        await first;
        await grain.Nothing(CancellationToken.None);
        _engine.Probe.Log.ShouldNotContain("hold b");
        _engine.StatisticsOf("cancelled").Failed.ShouldBe(0);
    }

    [Fact]
    public async Task A_grain_that_goes_on_in_spite_of_its_token_ends_as_it_likes_and_takes_the_next_call_then()
    {
        var grain = _engine.Grains.GetGrain<ICancelledGrain>("c");
        using var source = new CancellationTokenSource();
        var call = grain.Hold("a", source.Token);
        await _engine.Heard("hold a");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        var next = grain.Nothing(CancellationToken.None);
        _engine.StatisticsOf("cancelled").Waiting.ShouldBe(1);
        _engine.Probe.Open("a");
        await next;
    }

    [Fact]
    public async Task Calls_that_are_over_leave_nothing_with_a_token_that_lives_on()
    {
        using var source = new CancellationTokenSource();
        var forgotten = await CallOnce(source.Token);
        await TestEngine.Until(
            () =>
            {
                GC.Collect();
                return !forgotten.IsAlive;
            },
            "what was passed to the call is gone");
    }

    [Fact]
    public async Task That_a_call_which_was_given_up_ends_so_is_nothing_to_warn_of()
    {
        var warnings = new Warnings();
        await using var engine = await TestEngine.Start(services: services => services.AddSingleton<ILoggerFactory>(warnings));
        using var source = new CancellationTokenSource();
        var call = engine.Grains.GetGrain<ICancelledGrain>("c").WaitForTheEnd(source.Token);
        await engine.Heard("waits for the end");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await TestEngine.Until(() => engine.StatisticsOf("cancelled").Running == 0, "the grain has ended, too");
        warnings.Said.ShouldBeEmpty();
    }

    [Fact]
    public void A_token_that_is_cancelled_already_sends_nothing()
    {
        var grain = _engine.Grains.GetGrain<ICancelledGrain>("c");
        Should.Throw<OperationCanceledException>(() => { _ = grain.Nothing(new CancellationToken(canceled: true)); });
        _engine.StatisticsOf("cancelled").Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_one_way_call_cannot_be_given_up()
    {
        var grain = _engine.Grains.GetGrain<ICancelledGrain>("c");
        using var source = new CancellationTokenSource();
        await grain.Shout("a", source.Token);
        await _engine.Heard("shout a");
        await source.CancelAsync();
        _engine.Probe.Open("a");
        await _engine.Heard("shouted False");
    }

    private async Task<WeakReference> CallOnce(CancellationToken token)
    {
        var passed = new object();
        await _engine.Grains.GetGrain<ICancelledGrain>("c").Take(passed, token);
        return new(passed);
    }
}
