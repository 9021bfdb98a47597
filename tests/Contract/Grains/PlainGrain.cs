using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>A grain without leave to interleave, which tells the board of its key. Keys that start with "slow" wait at the gates "activate" and "deactivate";
/// those that start with "bad" fail to activate until the gate "heal" is open.</summary>
[Alias("contract.IPlainGrain")]
public interface IPlainGrain : IGrainWithStringKey
{
    [Alias("Key")]
    Task<string> Key();

    /// <summary>Reads, yields, writes: two at once would lose one.</summary>
    [Alias("Increment")]
    Task<int> Increment();

    [Alias("IncrementFast")]
    ValueTask<int> IncrementFast();

    [Alias("TouchFast")]
    ValueTask TouchFast();

    [Alias("Hold")]
    Task Hold(string gate);

    [Alias("HoldReading"), ReadOnly]
    Task HoldReading(string gate);

    [Alias("HoldInterleaving"), AlwaysInterleave]
    Task HoldInterleaving(string gate);

    [Alias("Throw")]
    Task Throw(string message);

    /// <summary>Asks for the end and waits at the gate "a".</summary>
    [Alias("End")]
    Task End();

    /// <summary>What the request context has under the key; changes it for itself.</summary>
    [Alias("Context")]
    Task<string> Context(string key);

    /// <summary>The same of another grain, which this one calls.</summary>
    [Alias("ContextThrough")]
    Task<string> ContextThrough(IPlainGrain other, string key);

    [Alias("StaysOnItsScheduler")]
    Task<bool> StaysOnItsScheduler();

    [Alias("Shout"), OneWay]
    Task Shout(string gate);
}

public sealed class PlainGrain : Grain, IPlainGrain, IDisposable
{
    private int _count;

    private string Name => this.GetPrimaryKeyString();

    private Board Board => Board.Of(Name);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Name.StartsWith("slow", StringComparison.Ordinal))
            await Board.Gate("activate");
        if (Name.StartsWith("bad", StringComparison.Ordinal) && !Board.IsOpen("heal"))
            throw new ContractException($"{Name} cannot start");
        Board.Say("activated");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Board.Say("deactivating");
        if (Name.StartsWith("slow", StringComparison.Ordinal))
            await Board.Gate("deactivate");
        Board.Say($"deactivated {reason.ReasonCode}");
    }

    public void Dispose() => Board.Say("disposed");

    public Task<string> Key() => Task.FromResult(Name);

    public async Task<int> Increment()
    {
        var seen = _count;
        await Task.Yield();
        _count = seen + 1;
        return _count;
    }

    public ValueTask<int> IncrementFast() => new(++_count);

    public ValueTask TouchFast()
    {
        _count++;
        return default;
    }

    public Task Hold(string gate) => Wait("hold", gate);

    public Task HoldReading(string gate) => Wait("read", gate);

    public Task HoldInterleaving(string gate) => Wait("interleave", gate);

    public Task Throw(string message) => throw new ContractException(message);

    public async Task End()
    {
        DeactivateOnIdle();
        Board.Say("asked");
        await Board.Gate("a");
        Board.Say("ended call");
    }

    public async Task<string> Context(string key)
    {
        var seen = RequestContext.Get(key) as string ?? "none";
        RequestContext.Set(key, "changed");
        await Task.Yield();
        return seen;
    }

    public async Task<string> ContextThrough(IPlainGrain other, string key)
    {
        var seen = await other.Context(key);
        return $"{seen}, then {RequestContext.Get(key) as string ?? "none"}";
    }

    public async Task<bool> StaysOnItsScheduler()
    {
        var before = TaskScheduler.Current;
        await Task.Yield();
        var after = TaskScheduler.Current;
        await GrainFactory.GetGrain<IPlainGrain>(Name + "/other").Increment();
        return before != TaskScheduler.Default && before == after && after == TaskScheduler.Current;
    }

    public async Task Shout(string gate)
    {
        await Wait("shout", gate);
        throw new ContractException("Nobody hears this.");
    }

    private async Task Wait(string what, string gate)
    {
        Board.Say($"{what} {gate} begins");
        await Board.Gate(gate);
        Board.Say($"{what} {gate} ends");
    }
}

/// <summary>Its constructor throws; key: any text.</summary>
[Alias("contract.IStillbornGrain")]
public interface IStillbornGrain : IGrainWithStringKey
{
    [Alias("Nothing")]
    Task Nothing();
}

public sealed class StillbornGrain : Grain, IStillbornGrain
{
    public StillbornGrain() => throw new ContractException("never born");

    public Task Nothing() => Task.CompletedTask;
}
