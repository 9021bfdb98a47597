using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace BeautyGrains.Engine.Tests;

/// <summary>An engine in the test's own thread: nothing runs but while it is pumped, and after that nothing is left to run.</summary>
public sealed class PumpedEngine : IDisposable
{
    private readonly PumpedScheduler _scheduler;
    private readonly TestEngine _engine;

    public PumpedEngine(ManualClock clock, Action<IServiceCollection> services, int seed = 1)
    {
        Clock = clock;
        _scheduler = new(seed);
        var start = TestEngine.Start(
            options =>
            {
                options.Scheduler = _scheduler;
                options.CallTimeout = Timeout.InfiniteTimeSpan;
            },
            collection =>
            {
                collection.AddSingleton(clock);
                services(collection);
            });
        _scheduler.Pump();
        start.IsCompletedSuccessfully.ShouldBeTrue();
        _engine = start.Result;
    }

    public ManualClock Clock { get; }

    public Probe Probe => _engine.Probe;

    internal int RemindersScheduled => _engine.Engine.ServiceProvider.GetRequiredService<Engine.Reminders>().Scheduled;

    /// <summary>Does something and all that follows from it.</summary>
    public void Do(Func<IGrainFactory, Task> work) => Do(async grains =>
    {
        await work(grains);
        return true;
    });

    /// <summary>Does something and all that follows from it; fails when it cannot end without time going on.</summary>
    public T Do<T>(Func<IGrainFactory, Task<T>> work)
    {
        var whole = Begin(work);
        whole.IsCompleted.ShouldBeTrue();
        return whole.GetAwaiter().GetResult();
    }

    /// <summary>Begins something that may wait.</summary>
    public Task<T> Begin<T>(Func<IGrainFactory, Task<T>> work)
    {
        var whole = Task.Factory.StartNew(() => work(_engine.Grains), CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();
        _scheduler.Pump();
        return whole;
    }

    /// <summary>Runs what is ready.</summary>
    public void Pump() => _scheduler.Pump();

    /// <summary>Lets time go by, minute by minute, with all that happens then; what is due already comes first.</summary>
    public void Wait(TimeSpan time)
    {
        Clock.Advance(TimeSpan.Zero);
        _scheduler.Pump();
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(1))
        {
            Clock.Advance(left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes(1));
            _scheduler.Pump();
        }
    }

    public void Dispose()
    {
        var stop = Task.Factory.StartNew(() => _engine.Engine.StopAsync(CancellationToken.None), CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();
        _scheduler.Pump();
        stop.IsCompletedSuccessfully.ShouldBeTrue();
    }
}
