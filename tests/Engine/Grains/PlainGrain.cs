using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Tests.Grains;

/// <summary>A grain without leave to interleave; key: any text. Keys that start with "bad" fail to activate while the probe's gate "heal" is shut.</summary>
public interface IPlainGrain : IGrainWithStringKey
{
    Task<string> Key();

    Task<int> Increment();

    Task Nothing();

    Task Hold(string gate);

    [ReadOnly]
    Task HoldReading(string gate);

    [AlwaysInterleave]
    Task HoldInterleaving(string gate);

    Task Throw(string message);

    /// <summary>Has the other grain call this one back.</summary>
    Task CallThrough(IPlainGrain other);

    Task CallBackTo(IPlainGrain caller);

    Task Deactivate();

    Task StayFor(TimeSpan time);

    Task<TaskScheduler> Scheduler();

    [OneWay]
    Task Shout(string gate);
}

public sealed class PlainGrain(Probe probe) : Grain, IPlainGrain
{
    private int _count;

    private string Name => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Name.StartsWith("slow", StringComparison.Ordinal))
            await probe.Gate("activate");
        probe.Say($"activated {Name}");
        if (Name.StartsWith("bad", StringComparison.Ordinal) && !probe.Gate("heal").IsCompleted)
            throw new InvalidOperationException($"{Name} cannot start");
        if (Name.StartsWith("fickle", StringComparison.Ordinal))
            DeactivateOnIdle();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Say($"deactivating {Name}");
        if (RequestContext.Get("who") is { } who)
            probe.Say($"{Name} ends on behalf of {who}");
        if (Name.StartsWith("restless", StringComparison.Ordinal))
            StartTimerInVain();
        if (Name.StartsWith("slow", StringComparison.Ordinal))
            await probe.Gate("deactivate");
        probe.Say($"deactivated {Name} {reason.ReasonCode}");
    }

    public Task<string> Key() => Task.FromResult(Name);

    public async Task<int> Increment()
    {
        var seen = _count;
        await Task.Yield();
        _count = seen + 1;
        return _count;
    }

    public Task Nothing() => Task.CompletedTask;

    public Task Hold(string gate) => Wait("hold", gate);

    public Task HoldReading(string gate) => Wait("read", gate);

    public Task HoldInterleaving(string gate) => Wait("interleave", gate);

    public Task Throw(string message) => throw new InvalidOperationException(message);

    public Task CallThrough(IPlainGrain other) => other.CallBackTo(this.AsReference<IPlainGrain>());

    public Task CallBackTo(IPlainGrain caller) => caller.Nothing();

    public async Task Deactivate()
    {
        DeactivateOnIdle();
        probe.Say($"asked {Name}");
        await probe.Gate("a");
        probe.Say($"ended call {Name}");
    }

    public Task StayFor(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task<TaskScheduler> Scheduler() => Task.FromResult(TaskScheduler.Current);

    public async Task Shout(string gate)
    {
        await Wait("shout", gate);
        throw new InvalidOperationException("Nobody hears this.");
    }

    private void StartTimerInVain()
    {
        try
        {
            this.RegisterGrainTimer(() => Task.CompletedTask, new() { DueTime = TimeSpan.FromSeconds(1), Period = TimeSpan.FromSeconds(1) });
        }
        catch (InvalidOperationException)
        {
            probe.Say($"{Name} may start no timer");
        }
    }

    private async Task Wait(string what, string gate)
    {
        probe.Say($"{what} {gate} begins");
        await probe.Gate(gate);
        probe.Say($"{what} {gate} ends");
    }
}
