using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine.Tests.Grains;

public sealed class Ledger
{
    public int Sum { get; set; }
}

/// <summary>Keeps a sum in the storage "Default"; key: any text.</summary>
public interface ILedgerGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);

    /// <summary>Asks for so many writes in one turn.</summary>
    Task<int> AddOneByOne(int times);

    Task<int> Sum();

    /// <summary>Starts a timer whose callback meets a conflict.</summary>
    Task StartConflict(TimeSpan due);

    /// <summary>Hands its state out, which nobody else may use.</summary>
    Task<IPersistentState<Ledger>> HandOut();
}

public sealed class LedgerGrain([PersistentState("ledger", "Default")] IPersistentState<Ledger> ledger, Probe probe) : Grain, ILedgerGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Say($"activated with {ledger.State.Sum}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Say($"ended: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public async Task<int> Add(int amount)
    {
        ledger.State.Sum += amount;
        await ledger.WriteStateAsync();
        return ledger.State.Sum;
    }

    public async Task<int> AddOneByOne(int times)
    {
        List<Task> writes = [];
        for (var time = 0; time < times; time++)
        {
            ledger.State.Sum++;
            writes.Add(ledger.WriteStateAsync());
        }

        foreach (var write in writes)
            await write;
        return ledger.State.Sum;
    }

    public Task<int> Sum() => Task.FromResult(ledger.State.Sum);

    public Task StartConflict(TimeSpan due)
    {
        this.RegisterGrainTimer(_ => throw new InconsistentStateException("On purpose."), due, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task<IPersistentState<Ledger>> HandOut() => Task.FromResult(ledger);
}

/// <summary>Wants a storage that no host has; key: any text.</summary>
public interface IHomelessGrain : IGrainWithStringKey
{
    Task Nothing();
}

public sealed class HomelessGrain([PersistentState("state", "nowhere")] IPersistentState<Ledger> state) : Grain, IHomelessGrain
{
    public Task Nothing() => Task.FromResult(state.State);
}
