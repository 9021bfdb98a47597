using BeautyGrains.Engine.Tests.Grains;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;

namespace BeautyGrains.Engine.Tests;

/// <summary>What takes a virtual clock or a look at the engine's numbers; what streams do as seen by grains is in tests/Contract.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private TestEngine _engine = null!;

    private StreamStatistics Numbers => _engine.Engine.Statistics.ReadStreams().Single();

    public async Task InitializeAsync() => _engine = await Start(options =>
    {
        options.MaxWaitingBatchesPerStream = 3;
        options.MaxWaitingBatches = 5;
    });

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public void A_refused_batch_comes_again_after_1_2_4_8_and_16_seconds_and_is_lost_after_a_minute()
    {
        var (engine, scheduler) = StartPumped(seed: 1);
        Publish(engine, "lines", "r", "refuse");
        Publish(engine, "lines", "r", "next");
        var tries = new List<int>();
        for (var second = 0; engine.Probe.Count("r lost one: StreamEventDeliveryFailureException") == 0; second++)
        {
            var before = Gets(engine, "r", "refuse");
            scheduler.Pump();
            if (Gets(engine, "r", "refuse") > before)
                tries.Add(second);
            engine.Clock.Advance(TimeSpan.FromSeconds(1));
            second.ShouldBeLessThan(100);
        }

        tries.ShouldBe([0, 1, 3, 7, 15, 31]);
        scheduler.Pump();
        engine.Probe.Log.ShouldContain("r took next");
        engine.Engine.Statistics.ReadStreams().Single().ShouldBe(new("memory", Waiting: 0, Delivered: 1, Redelivered: 5, Lost: 1, Refused: 0));
    }

    [Fact]
    public void A_slow_consumer_whose_call_timed_out_gets_no_batch_twice()
    {
        var (engine, scheduler) = StartPumped(seed: 1);
        Publish(engine, "lines", "s", "hold");
        Publish(engine, "lines", "s", "next");
        for (var second = 0; second < 40; second++)
        {
            scheduler.Pump();
            engine.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        engine.StatisticsOf("line").TimedOut.ShouldBe(1);
        engine.Engine.Statistics.ReadStreams().Single().Redelivered.ShouldBe(1);
        engine.Probe.Log.ShouldNotContain("s took hold");
        engine.Probe.Open("a");
        scheduler.PumpUntil(() => engine.Probe.Count("s took next") == 1);
        Gets(engine, "s", "hold").ShouldBe(1);
    }

    [Fact]
    public async Task A_full_queue_refuses_its_stream_alone_and_takes_more_once_it_has_room()
    {
        await Stream("lines", "full").OnNextAsync("hold");
        await Stream("lines", "full").OnNextAsync("2");
        await Stream("lines", "full").OnNextAsync("3");
        await Should.ThrowAsync<InvalidOperationException>(() => Stream("lines", "full").OnNextAsync("4"));
        await Stream("lines", "other").OnNextAsync("hold");
        await Stream("lines", "third").OnNextAsync("hold");
        await Should.ThrowAsync<InvalidOperationException>(() => Stream("lines", "fourth").OnNextAsync("hold"));
        Numbers.ShouldSatisfyAllConditions(numbers => numbers.Waiting.ShouldBe(5), numbers => numbers.Refused.ShouldBe(2));
        _engine.Probe.Open("a");
        await _engine.Heard("full took 3");
        await TestEngine.Until(() => Numbers.Waiting == 0, "all is delivered");
        await Stream("lines", "full").OnNextAsync("4");
        await _engine.Heard("full took 4");
    }

    [Fact]
    public async Task What_nobody_hears_is_neither_queued_nor_kept()
    {
        for (var item = 0; item < 10; item++)
            await Stream("nobody", "n").OnNextAsync($"{item}");
        await Stream("lines", "n").OnNextBatchAsync([]);
        await Stream("numbered lines", "no number").OnNextAsync("x");
        Numbers.ShouldBe(new("memory", 0, 0, 0, 0, 0));
        await Stream("numbered lines", "-17").OnNextAsync("x");
        await _engine.Heard("-17 took x");
    }

    [Fact]
    public async Task A_stop_lets_a_running_delivery_end_and_forgets_what_waits()
    {
        await Stream("lines", "stop").OnNextAsync("hold");
        await Stream("lines", "stop").OnNextAsync("never");
        await Stream("lines", "refusing").OnNextAsync("refuse");
        await TestEngine.Until(() => Gets("stop", "hold") == 1 && Gets("refusing", "refuse") == 1, "both begin");
        var stop = _engine.Engine.StopAsync(CancellationToken.None);
        _engine.Probe.Open("a");
        await stop;
        await _engine.Heard("stop took hold");
        await TestEngine.Until(() => Numbers.Waiting == 0, "nothing waits");
        _engine.Probe.Count("stop took never").ShouldBe(0);
        await Should.ThrowAsync<OrleansMessageRejectionException>(() => Stream("lines", "stop").OnNextAsync("late"));
    }

    [Fact]
    public async Task A_handle_serves_once_takes_no_token_and_can_be_given_back()
    {
        await Stream("attempts", "h").OnNextBatchAsync(["first", "last", "after"]);
        await _engine.Heard("subscribed");
        await _engine.Heard("heard last");
        await Stream("attempts", "h").OnNextAsync("again");
        await _engine.Heard("heard again");
        _engine.Probe.Log.ShouldBe(
            [
                "a token: ArgumentNullException", "the used handle: InvalidOperationException", "another's stream: NotSupportedException", "subscribed",
                "heard first", "heard last",
                "a token: ArgumentNullException", "the used handle: InvalidOperationException", "another's stream: NotSupportedException", "subscribed",
                "heard again",
            ]);
    }

    [Fact]
    public async Task Only_the_grain_with_a_streams_key_subscribes_to_it()
    {
        var stream = Stream("lines", "x");
        await Should.ThrowAsync<NotSupportedException>(() => stream.SubscribeAsync(new NoObserver()));
        (await stream.GetAllSubscriptionHandles()).ShouldBeEmpty();
        stream.ShouldBe(Stream("lines", "x"));
        stream.ShouldNotBe(Stream("lines", "y"));
        stream.CompareTo(Stream("lines", "y")).ShouldBeLessThan(0);
        stream.IsRewindable.ShouldBeFalse();
    }

    [Fact]
    public void Deliveries_run_in_the_one_thread_and_the_same_seed_gives_the_same_run()
    {
        var run = Run(seed: 3);
        run.ShouldBe(Run(seed: 3));
        run.Count(line => line.Contains(" took ", StringComparison.Ordinal)).ShouldBe(30);
        run.Where(line => line.Contains("thread", StringComparison.Ordinal))
            .ShouldAllBe(line => line.EndsWith($"thread {Environment.CurrentManagedThreadId}", StringComparison.Ordinal));
        Enumerable.Range(1, 5).Select(seed => string.Join('\n', Run(seed))).Distinct().Count().ShouldBeGreaterThan(1);
    }

    private static Task<TestEngine> Start(Action<EmbeddedEngineOptions> configure)
        => TestEngine.Start(configure, services => new Builder(services).AddMemoryStreams("memory"));

    private static (TestEngine Engine, PumpedScheduler Scheduler) StartPumped(int seed)
    {
        var scheduler = new PumpedScheduler(seed);
        var start = Start(options => options.Scheduler = scheduler);
        scheduler.Pump();
        return (start.Result, scheduler);
    }

    private static IReadOnlyList<string> Run(int seed)
    {
        var (engine, scheduler) = StartPumped(seed);
        scheduler.RunToEnd(
            async () =>
            {
                for (var item = 0; item < 10; item++)
                {
                    foreach (var key in new[] { "p", "q", "r" })
                        await engine.Grains.GetGrain<ILineGrain>("producer").Publish("lines", key, item == 4 ? $"refuse {item}" : $"{item}");
                }

                await Task.Delay(TimeSpan.FromSeconds(5), engine.Clock);
                engine.Probe.Open("heal");
                await Task.Delay(TimeSpan.FromSeconds(30), engine.Clock);
                await engine.Engine.StopAsync(CancellationToken.None);
            },
            engine.Clock,
            TimeSpan.FromSeconds(1),
            mostSteps: 60);
        return engine.Probe.Log;
    }

    private static IAsyncStream<string> Stream(TestEngine engine, string ns, string key)
        => engine.Engine.GetStreamProvider("memory").GetStream<string>(StreamId.Create(ns, key));

    private static void Publish(TestEngine engine, string ns, string key, string item)
        => Stream(engine, ns, key).OnNextAsync(item).IsCompletedSuccessfully.ShouldBeTrue();

    private static int Gets(TestEngine engine, string key, string item)
        => engine.Probe.Log.Count(line => line.StartsWith($"{key} gets {item},", StringComparison.Ordinal));

    private IAsyncStream<string> Stream(string ns, string key) => Stream(_engine, ns, key);

    private int Gets(string key, string item) => Gets(_engine, key, item);

    private sealed class NoObserver : IAsyncObserver<string>
    {
        public Task OnNextAsync(string item, StreamSequenceToken? token = null) => Task.CompletedTask;

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }

    private sealed record Builder(IServiceCollection Services) : ISiloBuilder
    {
        public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();
    }
}
