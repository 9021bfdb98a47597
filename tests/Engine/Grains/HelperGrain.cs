using Orleans;
using Orleans.Concurrency;

namespace BeautyGrains.Engine.Tests.Grains;

/// <summary>As many at once as the engine allows; every call tells which activation did it. Key: any text; "slow…" waits at the gate "deactivate" when it ends.</summary>
public interface IHelperGrain : IGrainWithStringKey
{
    Task<int> Hold(string gate);

    Task<int> End();

    Task<int> Nothing();
}

[StatelessWorker]
public sealed class HelperGrain(Probe probe) : Grain, IHelperGrain
{
    private static int s_made;

    private readonly int _number = Interlocked.Increment(ref s_made);

    public async Task<int> Hold(string gate)
    {
        await probe.Gate(gate);
        return _number;
    }

    public Task<int> End()
    {
        DeactivateOnIdle();
        return Task.FromResult(_number);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (!this.GetPrimaryKeyString().StartsWith("slow", StringComparison.Ordinal))
            return;
        probe.Say("ends");
        await probe.Gate("deactivate");
    }

    public Task<int> Nothing() => Task.FromResult(_number);
}
