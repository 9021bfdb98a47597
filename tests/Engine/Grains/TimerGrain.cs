using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Tests.Grains;

/// <summary>Counts its ticks; key: any text. "throws" throws at each tick, "slower" makes its period ten seconds, "bitter" throws when its token is cancelled.</summary>
public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(TimeSpan due, TimeSpan period, string? gate = null, bool keepAlive = false);

    [AlwaysInterleave]
    Task StartInterleaving(TimeSpan due);

    Task Change(TimeSpan due, TimeSpan period);

    Task Stop();

    Task Hold(string gate);

    Task<int> Ticks();
}

public sealed class TimerGrain(Probe probe) : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private int _ticks;

    private string Name => this.GetPrimaryKeyString();

    public Task Start(TimeSpan due, TimeSpan period, string? gate, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(Tick, gate, new GrainTimerCreationOptions { DueTime = due, Period = period, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task StartInterleaving(TimeSpan due)
    {
        this.RegisterGrainTimer(
            () =>
            {
                probe.Say($"interleaving tick {Name}");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        probe.Say($"hold {gate}");
        await probe.Gate(gate);
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Say($"deactivated {Name}");
        return Task.CompletedTask;
    }

    private async Task Tick(string? gate, CancellationToken cancellationToken)
    {
        probe.Say($"tick {Name} begins");
        _ticks++;
        if (gate is not null)
            await probe.Gate(gate);
        if (Name == "throws")
            throw new InvalidOperationException("on purpose");
        if (Name == "bitter")
            cancellationToken.Register(() => throw new InvalidOperationException("on purpose"));
        if (Name == "slower")
            _timer!.Change(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        probe.Say($"tick {Name} ends");
    }
}
