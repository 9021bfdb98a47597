using Orleans;
using Orleans.Concurrency;

namespace BeautyGrains.Engine.Tests.Grains;

/// <summary>Takes tokens and does not look at them; key: any text.</summary>
public interface ICancelledGrain : IGrainWithStringKey
{
    Task Hold(string gate, CancellationToken cancellationToken);

    [ResponseTimeout("00:00:01")]
    Task HoldBriefly(string gate);

    Task WaitForTheEnd(CancellationToken cancellationToken);

    Task Nothing(CancellationToken cancellationToken);

    Task Take(object something, CancellationToken cancellationToken);

    [OneWay]
    Task Shout(string gate, CancellationToken cancellationToken);
}

public sealed class CancelledGrain(Probe probe) : Grain, ICancelledGrain
{
    public async Task Hold(string gate, CancellationToken cancellationToken)
    {
        probe.Say($"hold {gate}");
        await probe.Gate(gate);
    }

    public async Task WaitForTheEnd(CancellationToken cancellationToken)
    {
        probe.Say("waits for the end");
        var end = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(() => end.TrySetCanceled(cancellationToken));
        await end.Task;
    }

    public Task HoldBriefly(string gate) => probe.Gate(gate);

    public Task Nothing(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task Take(object something, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task Shout(string gate, CancellationToken cancellationToken)
    {
        probe.Say($"shout {gate}");
        await probe.Gate(gate);
        probe.Say($"shouted {cancellationToken.IsCancellationRequested}");
    }
}
