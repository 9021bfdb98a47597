using Orleans;
using Orleans.Concurrency;

namespace BeautyGrains.Engine.Tests.Grains;

/// <summary>A grain whose calls interleave; key: any text.</summary>
public interface IReentrantGrain : IGrainWithStringKey
{
    /// <summary>Waits at the gate; tells how many threads were in the grain at once, at most.</summary>
    Task<int> Hold(string gate);

    Task<string> Key();

    /// <summary>Passes a ball on, so many hops, yielding in between.</summary>
    Task Pass(string ball, int hops);

    /// <summary>Ends the activation while earlier calls wait at the gate.</summary>
    Task DeactivateNow();
}

[Reentrant]
public sealed class ReentrantGrain(Probe probe) : Grain, IReentrantGrain
{
    private int _inside;
    private int _most;

    public async Task<int> Hold(string gate)
    {
        Enter();
        await probe.Gate(gate);
        Enter();
        await Task.Yield();
        Enter();
        return _most;
    }

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public async Task Pass(string ball, int hops)
    {
        probe.Say($"{ball} at {this.GetPrimaryKeyString()}, {hops} to go, thread {Environment.CurrentManagedThreadId}");
        await Task.Yield();
        if (hops > 0)
            await GrainFactory.GetGrain<IReentrantGrain>($"hop{hops % 3}").Pass(ball, hops - 1);
    }

    public Task DeactivateNow()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Say($"deactivated {this.GetPrimaryKeyString()} {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    private void Enter()
    {
        var inside = Interlocked.Increment(ref _inside);
        _most = Math.Max(_most, inside);
        Thread.SpinWait(100);
        Interlocked.Decrement(ref _inside);
    }
}
